import { csvRow } from '#src/lib/csv.ts'

export const csvBytesMost = 5_000_000

/** The columns a file may have; those with NAME as often as there are names. */
export const csvColumns = [
  ...['sku', 'title', 'title_fr', 'title_zh', 'description', 'description_fr', 'description_zh'],
  ...['price', 'currency', 'price:CNY', 'stock', 'weight_grams', 'tax_rate', 'option:NAME', 'attribute:NAME'],
]

/** A small file that can be imported as it is: one product in two colours, one in a single form. */
export const sampleCsv = [
  [
    'sku',
    'title',
    'title_fr',
    'title_zh',
    'description',
    'price',
    'currency',
    'stock',
    'tax_rate',
    'option:colour',
    'attribute:material',
  ],
  [
    'BOWL-SAND',
    'Breakfast bowl',
    'Bol du matin',
    '早餐碗',
    'Thrown by hand, 14 cm.',
    '38.00',
    'EUR',
    24,
    '20',
    'sand',
    'stoneware',
  ],
  [
    'BOWL-INK',
    'Breakfast bowl',
    'Bol du matin',
    '早餐碗',
    'Thrown by hand, 14 cm.',
    '38.00',
    'EUR',
    12,
    '20',
    'ink',
    'stoneware',
  ],
  [
    'SOAP-FIG',
    'Fig soap',
    'Savon à la figue',
    '无花果香皂',
    'Slow-cured for six weeks.',
    '14.50',
    'EUR',
    80,
    '20',
    '',
    '',
  ],
]
  .map(csvRow)
  .join('')
