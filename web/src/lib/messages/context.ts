import { createContext } from 'svelte'
import type { Formatter } from '../format.ts'
import type { SharedWords, ShopWords, ViewerWords } from './load.ts'
import type { ReplayWords } from './load-parts.ts'
import type { ConsoleWords, StudioWords } from './load-team.ts'

/**
 * What any component below a layout may ask for. The language changes only with a page load, so these are plain values.
 * `getWords` is the kit's own dictionary; each surface's layout adds its own.
 */
export const [getWords, setWords] = createContext<SharedWords>()
export const [getFormat, setFormat] = createContext<Formatter>()
export const [getViewerWords, setViewerWords] = createContext<ViewerWords>()
/** What is said in front of goods, orders and accounts, on top of the viewer's own words. */
export const [getShopWords, setShopWords] = createContext<ShopWords>()
export const [getReplayWords, setReplayWords] = createContext<ReplayWords>()
export const [getStudioWords, setStudioWords] = createContext<StudioWords>()
export const [getConsoleWords, setConsoleWords] = createContext<ConsoleWords>()
