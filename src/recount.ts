/*
 * The figures of a report counted again, in SQL alone, straight from the tables of every module. Nothing in the product
 * runs these: people read them under a figure to see what it means, and the tests hold the report against them.
 * $1 is the show, $2 and $3 the time on air.
 */

const entrants = `select distinct viewer from attendance.visits
  where show_id = $1 and joined_at < $3 and coalesce(left_at, $3) > $2 and coalesce(left_at, $3) > joined_at`

const bought = `select o.order_id, o.person_id, o.placed_at, sum(l.quantity) as units,
    sum(l.quantity * l.unit_minor - l.off_minor) as paid,
    least(sum(l.quantity * l.unit_minor - l.off_minor), coalesce(max(i.refunded_minor), 0)) as back
  from orders.orders o join orders.lines l using (order_id)
  left join payments.intents i on i.intent_id = o.paid_intent_id
  where l.show_id = $1 and o.sold_at is not null and o.placed_at >= $2 and o.placed_at < $3
  group by o.order_id`

const opened = (kinds: string) => `select count(distinct viewer) as value from reports.touches
where show_id = $1 and kind in (${kinds}) and at >= $2 and at < $3 and viewer in (${entrants})`

const buyers = (which: string) => `with bought as (${bought}),
first as (select distinct on (person_id) person_id, placed_at from bought order by person_id, placed_at, order_id)
select count(*) as value from first where ${which} (
  select from orders.orders e join orders.orders o on o.brand_id = e.brand_id
  where e.person_id = first.person_id and e.sold_at is not null and e.placed_at < first.placed_at
    and o.order_id in (select order_id from bought))`

const messages = `select e.seq, e.at, exists (
    select from log.events d where d.log_id = e.log_id and d.seq > e.seq
      and (d.type = 'message.deleted' and d.body ->> 'messageId' = e.body ->> 'messageId'
        or d.type = 'author.banned' and d.body ->> 'authorId' = e.body ->> 'authorId')) as deleted
  from log.events e join shows.shows s on e.log_id = s.chat_log_id
  where s.show_id = $1 and e.type = 'message.posted' and e.body ->> 'badge' is null and e.at >= $2 and e.at < $3`

/** Whoever leaves in the instant in which another comes is gone before; two stays of one viewer that touch are one. */
const stays = `select viewer, unnest(range_agg(tstzrange(greatest(joined_at, $2), least(coalesce(left_at, $3), $3)))) as stay
  from attendance.visits
  where show_id = $1 and joined_at < $3 and coalesce(left_at, $3) > $2 and coalesce(left_at, $3) > joined_at
  group by viewer`

const articleReads = `select count(*) as value from articles.reads
where show_ids @> array[$1::uuid] and at < greatest($2::timestamptz, $3)`

/** The query of each figure that is counted; one over another has none of its own. */
export const recount: Readonly<Record<string, string>> = {
  reads: `select (select coalesce(sum(reads), 0) from reports.reach where show_id = $1)
  + (${articleReads}) as value`,
  articleReads,
  articleEntries: `select count(*) as value from articles.followed
where show_id = $1 and viewer in (${entrants})`,
  signUps: `select count(*) as value from (
  select person_id from reminders.reminders where show_id = $1 and active_at is not null
  group by person_id having min(active_at) < greatest($2::timestamptz, $3)) as person`,
  pageVisits: `select count(*) as value from (
  select viewer from reports.arrivals where show_id = $1 and at < $3
  union ${entrants}) as visitor`,
  entries: `select count(*) as value from (${entrants}) as entrant`,
  unmeasured: `select count(*) as value from (
  ${entrants}
  except select viewer from reports.arrivals where show_id = $1) as untold`,
  peak: `with stays as (${stays})
select coalesce(max(present), 0) as value from (
  select sum(step) over (order by at, step) as present
  from (select lower(stay) as at, 1 as step from stays union all select upper(stay), -1 from stays) as steps) as counted`,
  views: `select count(*) as value from attendance.visits
where show_id = $1 and joined_at < $3 and coalesce(left_at, $3) > $2 and coalesce(left_at, $3) > joined_at`,
  averageWatch: `with stays as (${stays})
select coalesce(round(sum(extract(epoch from upper(stay) - lower(stay))) * 1000 / count(distinct viewer)), 0) as value
from stays`,
  medianWatch: `with watched as (
  select viewer, sum(extract(epoch from upper(stay) - lower(stay)) * 1000) as ms from (${stays}) as stays group by viewer)
select coalesce((select ms from watched order by ms offset (select count(*) from watched) / 2 limit 1), 0) as value`,
  completed: `select count(*) as value from (
  select viewer from (${stays}) as stays group by viewer
  having sum(upper(stay) - lower(stay)) >= 0.95 * ($3::timestamptz - $2::timestamptz)) as completed`,
  shopVisitors: opened("'shop', 'product', 'bag'"),
  productOpeners: opened("'product'"),
  baggers: opened("'bag'"),
  buyers: `select count(distinct person_id) as value from (${bought}) as bought`,
  newBuyers: buyers('not exists'),
  returningBuyers: buyers('exists'),
  orders: `select count(*) as value from (${bought}) as bought`,
  units: `select coalesce(sum(units), 0) as value from (${bought}) as bought`,
  gmv: `select coalesce(sum(paid), 0) as value from (${bought}) as bought`,
  refunds: `select coalesce(sum(back), 0) as value from (${bought}) as bought`,
  netSales: `select coalesce(sum(paid - back), 0) as value from (${bought}) as bought`,
  comments: `select count(*) as value from (${messages}) as said where not deleted`,
  commentsDeleted: `select count(*) as value from (${messages}) as said where deleted`,
  likes: `select coalesce(sum(hearts), 0) as value from attendance.hearts
where show_id = $1 and minute + interval '1 minute' > $2 and minute < $3`,
  sharers: opened("'share'"),
  shares: `select count(*) as value from reports.touches
where show_id = $1 and kind = 'share' and at >= $2 and at < $3 and viewer in (${entrants})`,
}
