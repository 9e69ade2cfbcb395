import { icons } from './icons.ts'

/** Of those who run the shop and speak in it: imported where their surfaces begin, so that no viewer downloads them. */
export const teamIcons = {
  mic: 'M12 3.5a2.7 2.7 0 0 1 2.7 2.7v5a2.7 2.7 0 0 1-5.4 0v-5A2.7 2.7 0 0 1 12 3.5ZM6 11.5a6 6 0 0 0 12 0M12 17.5v3',
  camera: 'M3.5 7.5h11v9h-11ZM14.5 11l6-3v8l-6-3Z',
  cameraOff: 'M7.5 7.5h7v6M14.5 11l6-3v8l-3-1.5M3.5 7.5v9h9M4 4l16 16',
  flip: 'M4.5 11a7.6 7.6 0 0 1 13.4-3.8L19.5 9M19.5 4.5V9H15M19.5 13a7.6 7.6 0 0 1-13.4 3.8L4.5 15M4.5 19.5V15H9',
  users:
    'M9 4.5a3.7 3.7 0 1 1 0 7.4 3.7 3.7 0 0 1 0-7.4ZM2.5 19.5a6.5 6.5 0 0 1 13 0M15.5 4.8a3.7 3.7 0 0 1 0 6.8M18 13.8a6.5 6.5 0 0 1 3.5 5.7',
  chart: 'M4 20h16M6.5 16.5v-4M12 16.5v-9M17.5 16.5v-6.5',
  truck:
    'M2.5 6.5h11v10h-11ZM13.5 10h4l3.5 3.2v3.3h-7.5ZM7 15a1.9 1.9 0 1 1 0 3.8A1.9 1.9 0 0 1 7 15ZM17 15a1.9 1.9 0 1 1 0 3.8 1.9 1.9 0 0 1 0-3.8Z',
  edit: 'M5 19l1-4.5L16.5 4l3.5 3.5L9.5 18ZM14 6.5 17.5 10',
  hammer: 'M13 4.5l6.5 6.5M11 6.5l6.5 6.5M13 4.5l-2 2M19.5 11l-2 2M14.2 9.8 5 19M3.5 20.5h9',
  book: 'M12 6.5c-2-1.6-4.6-2-8-2v13.5c3.4 0 6 .4 8 2 2-1.6 4.6-2 8-2V4.5c-3.4 0-6 .4-8 2ZM12 6.5V20',
} as const

Object.assign(icons, teamIcons)
