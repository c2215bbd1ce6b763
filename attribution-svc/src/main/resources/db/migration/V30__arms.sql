-- The arm of every member that was drawn, treated or control: incrementality needs all assigned, reached or not. Folds go on
-- asking control, by unit; here a campaign is read in order, shard by shard. Stores are in store_arm. The version before kept
-- no treated members: after the upgrade feeds are replayed.
CREATE TABLE arm (
    shard    smallint NOT NULL,
    campaign text     NOT NULL,
    unit     bigint   NOT NULL,
    control  boolean  NOT NULL,
    PRIMARY KEY (shard, campaign, unit)
);
