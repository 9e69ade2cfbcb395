import { createContext } from 'svelte'
import type { Brand } from './answers.ts'

/** The brand whose pages these are. */
export const [getBrand, setBrand] = createContext<Brand>()
