import { startAhead } from '#lib/media/start.ts'

/*
 * Before anything else of a live room: the picture takes the longest, so what plays it, and its first part, are on
 * their way before the room is drawn. The page's head names the stream.
 */

const stream = document.querySelector<HTMLLinkElement>('link[rel=preload][as=fetch]')
if (stream) startAhead(stream.href)
