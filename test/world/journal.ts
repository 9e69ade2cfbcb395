import type { Api } from '../../src/api.ts'
import type { Call } from '../../src/lib/client.ts'
import type { ProductId, ShowId } from '../../src/lib/ids.ts'
import type { Locale } from '../../src/lib/local-text.ts'
import type { Block } from '../../src/modules/articles/state.ts'

type Goods = Record<'serum' | 'candle' | 'throw', { productId: ProductId }>
type Words = Record<Locale, string>

export const worldArticle = { slug: 'ten-quiet-minutes' } as const

const title = { en: 'Ten quiet minutes', fr: 'Dix minutes de calme', 'zh-Hans': '安静的十分钟' }
const summary = {
  en: 'Before the telephone, before the news: how Béa begins the day, and why there is so little on her shelf.',
  fr: 'Avant le téléphone, avant les nouvelles : comment Béa commence la journée, et pourquoi son étagère est presque vide.',
  'zh-Hans': '在手机和新闻之前：Béa 如何开启一天，以及为何她的架上几乎空无一物。',
}

const text = {
  opening: {
    en: 'There is a quarter of an hour in the house on the hill when nothing has started yet. The coffee is not made. The light comes in low over the long table and finds the rim of every bowl. Béa calls it the only luxury she has never had to pay for.',
    fr: 'Il y a, dans la maison sur la colline, un quart d’heure où rien n’a encore commencé. Le café n’est pas fait. La lumière passe, basse, sur la grande table et trouve le bord de chaque bol. Béa dit que c’est le seul luxe qu’elle n’ait jamais eu à payer.',
    'zh-Hans':
      '山坡上的那座房子里，每天都有一刻钟，什么都还没有开始。咖啡尚未煮好，晨光低低地掠过长桌，照亮每一只碗的边缘。Béa 说，这是她唯一不必付钱的奢侈。',
  },
  less: { en: 'Less, and in order', fr: 'Moins, et dans l’ordre', 'zh-Hans': '更少，并且有序' },
  drops: {
    en: [
      'Two drops of oil on damp skin, ',
      'never three',
      '. Camellia first, because it asks for nothing; then a trace of neroli, because somebody should.',
    ],
    fr: [
      'Deux gouttes d’huile sur la peau humide, ',
      'jamais trois',
      '. Le camélia d’abord, parce qu’il ne demande rien ; puis un soupçon de néroli, parce qu’il en faut un.',
    ],
    'zh-Hans': ['在微湿的肌肤上滴两滴精油，', '绝不三滴', '。先是山茶，因为它一无所求；再来一丝橙花，总得有一点心意。'],
  },
  alt: {
    en: 'An amber bottle of serum on a stone ledge, in low light',
    fr: 'Un flacon de sérum ambré sur un rebord de pierre, dans une lumière basse',
    'zh-Hans': '低光中石台上的一瓶琥珀色精华',
  },
  caption: {
    en: 'The night serum, in thirty millilitres of amber glass.',
    fr: 'Le sérum de nuit, dans trente millilitres de verre ambré.',
    'zh-Hans': '夜间修护精华，三十毫升琥珀玻璃瓶。',
  },
  quote: {
    en: 'I took things away until it felt like mine.',
    fr: 'J’ai retiré des choses jusqu’à ce que cela me ressemble.',
    'zh-Hans': '我一件件拿走，直到它像我自己。',
  },
  by: { en: 'Béa', fr: 'Béa', 'zh-Hans': 'Béa' },
  flame: {
    en: 'Then the flame. Green fig, warm stone, a little smoke: it burns while the water boils, and is put out before anybody else is up. Fifty hours of it are a winter of mornings.',
    fr: 'Puis la flamme. Figue verte, pierre chaude, un peu de fumée : elle brûle le temps que l’eau chauffe, et s’éteint avant que personne ne soit levé. Cinquante heures, c’est un hiver de matins.',
    'zh-Hans':
      '然后是烛火。青无花果、温热的石头、一缕轻烟：水开之前点着，在别人醒来之前熄灭。五十小时，足够一整个冬天的清晨。',
  },
  together: { en: 'Try it with her', fr: 'Essayez avec elle', 'zh-Hans': '和她一起试试' },
  invitation: {
    en: 'Béa shows the whole of it live, in the time it takes. Bring a bowl of warm water and your questions; the pieces she uses are at hand while she speaks.',
    fr: 'Béa montre tout en direct, dans le temps que cela prend. Apportez un bol d’eau tiède et vos questions ; les pièces qu’elle utilise sont à portée de main pendant qu’elle parle.',
    'zh-Hans': 'Béa 将在直播中完整演示，需要多久就用多久。请备好一碗温水和您的问题；她用到的物件，边看边可入手。',
  },
} satisfies Record<string, Words | Record<Locale, string[]>>

const plain = (words: Words) => ({
  en: [{ text: words.en }],
  fr: [{ text: words.fr }],
  'zh-Hans': [{ text: words['zh-Hans'] }],
})
const stressed = (words: Record<Locale, string[]>) => {
  const spans = ([before, stress, after]: string[]) => [
    { text: before! },
    { text: stress!, italic: true },
    { text: after! },
  ]
  return { en: spans(words.en), fr: spans(words.fr), 'zh-Hans': spans(words['zh-Hans']) }
}

/** The journal of the house: an article in three languages on the show to come, with pictures that are there already. */
export async function writeJournal(
  owner: Call<Api>,
  brandId: string,
  { products, showId }: { products: Goods; showId: ShowId },
): Promise<void> {
  const { coverPictureId } = await owner('shows.show', { showId })
  const serum = await owner('catalog.product', { productId: products.serum.productId })
  const blocks: Block[] = [
    { id: 'opening', type: 'paragraph', text: plain(text.opening) },
    { id: 'less', type: 'heading', text: text.less },
    { id: 'drops', type: 'paragraph', text: stressed(text.drops) },
    { id: 'bottle', type: 'picture', pictureId: serum.pictures[0]!.pictureId, alt: text.alt, caption: text.caption },
    { id: 'quote', type: 'quote', text: text.quote, by: text.by },
    { id: 'flame', type: 'paragraph', text: plain(text.flame) },
    { id: 'serum', type: 'product', productId: products.serum.productId },
    { id: 'candle', type: 'product', productId: products.candle.productId },
    { id: 'together', type: 'heading', text: text.together },
    { id: 'invitation', type: 'paragraph', text: plain(text.invitation) },
    { id: 'show', type: 'show', showId },
  ]
  const { articleId } = await owner('articles.create', { brandId, title })
  const content = { slug: worldArticle.slug, title, summary, coverPictureId, blocks: blocks as never }
  const { version } = await owner('articles.save', { articleId, version: 1, ...content })
  await owner('articles.publish', { articleId, version })
}
