declare module 'virtual:room-files' {
  /** The addresses of a module of the room, by its path in `src`: its own first. Developing, only the entry is known. */
  export const roomFiles: () => Readonly<Record<string, string[]>>
}
