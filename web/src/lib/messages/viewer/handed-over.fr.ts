import type en from './handed-over.en.ts'

export default {
  goesOn: (name: string) => `${name} continue le live`,
} satisfies typeof en
