import { fork } from 'node:child_process'
import type { Finished, FinishPlan, FromRecordingChild, ToRecordingChild } from '../codec/recording-messages.ts'
import { ChildWatch, recordingLimits } from '../watch-child.ts'

/** Makes the files of one finished recording in a child process. @throws when the child fails or dies, with its reason */
export function finishRecording(folder: string, plan: FinishPlan): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('../codec/recording-child.ts', import.meta.url), {
      execArgv: ['--max-old-space-size=1024'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const watch = new ChildWatch(child, recordingLimits, { log: { error: (_, why) => reject(new Error(why)) } }).start()
    child.on('message', (message: FromRecordingChild) => {
      if ('finished' in message) resolve(message.finished)
      else reject(new Error(message.failed))
    })
    child.on('error', reject)
    child.once('exit', (code, signal) => {
      watch.stop()
      reject(new Error(`the recording's child ended with ${signal ?? code}`))
    })
    child.send({ folder, plan } satisfies ToRecordingChild)
  })
}
