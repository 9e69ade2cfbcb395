import type { Api } from '../../src/api.ts'
import type { Call } from '../../src/lib/client.ts'
import type { BrandId, Id, ShowId } from '../../src/lib/ids.ts'

/** Fridays at Alma are a series, made from a template of the first one. */
export async function beginTheSeries(
  owner: Call<Api>,
  brandId: BrandId,
  showId: ShowId,
  pictures: { cover: Id<'picture'>; host: Id<'picture'> },
): Promise<void> {
  const { templateId } = await owner('programme.saveTemplate', { brandId, showId, name: 'An evening at the table' })
  const { seriesId } = await owner('programme.addSeries', {
    ...{ brandId, slug: 'friday-at-alma', templateId, weekday: 5, atTime: '19:00' },
    ...{ coverPictureId: pictures.cover, hostName: 'Béa', hostPictureId: pictures.host },
    title: { en: 'Friday at Alma', fr: 'Vendredi chez Alma', 'zh-Hans': '周五在 Alma' },
    text: {
      en: 'Every Friday an evening at the long table: new pieces, old favourites, and whoever made them.',
      fr: 'Chaque vendredi, une soirée à la grande table : nouvelles pièces, classiques, et celles et ceux qui les font.',
      'zh-Hans': '每个周五，长桌边的一个夜晚：新作、经典，以及它们的创作者。',
    },
  })
  await owner('programme.assign', { brandId, showId, seriesId })
}
