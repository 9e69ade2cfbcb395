declare module 'virtual:room-files' {
  /** Of a module of the room, by its path in `src`. Developing, only the entry is known. */
  export const roomFiles: () => Readonly<Record<string, RoomFiles>>
  /** The addresses of its scripts, its own first; its style sheets, by their address. */
  type RoomFiles = { scripts: string[]; sheets: Record<string, string> }
}
