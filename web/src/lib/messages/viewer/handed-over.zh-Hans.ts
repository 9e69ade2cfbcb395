import type en from './handed-over.en.ts'

export default {
  goesOn: (name: string) => `接下来由${name}继续直播`,
} satisfies typeof en
