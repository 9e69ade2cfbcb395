import { createContext } from 'svelte'
import type { Camera } from './camera.svelte.ts'
import type { Sending } from './sending.svelte.ts'

export const [getCamera, setCamera] = createContext<Camera>()
export const [getSending, setSending] = createContext<Sending>()
