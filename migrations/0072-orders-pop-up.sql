-- In which pop-up shop something was put in the bag, and bought.
alter table orders.bag_lines add column pop_up_id uuid;
alter table orders.lines add column pop_up_id uuid;
