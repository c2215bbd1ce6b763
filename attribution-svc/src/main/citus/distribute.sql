-- Spreads attribution-svc's database over a Citus cluster. Run once by its owner after the migrations, on the coordinator,
-- with attribution-svc stopped: psql -v ON_ERROR_STOP=1 -f distribute.sql
-- Every large table goes by its shard and lies beside the others; ShardsTest holds this list against the schema.
-- The feed and its cursors stay on the coordinator.
CREATE EXTENSION IF NOT EXISTS citus;

-- Small, read by every fold.
SELECT create_reference_table('campaign');
SELECT create_reference_table('store_arm');
SELECT create_reference_table('brand');
SELECT create_reference_table('store');
SELECT create_reference_table('guide');
SELECT create_reference_table('policy');
SELECT create_reference_table('policy_refold');

SELECT create_distributed_table('member', 'shard', colocate_with => 'none');
SELECT create_distributed_table('control', 'shard', colocate_with => 'member');
SELECT create_distributed_table('arm', 'shard', colocate_with => 'member');
SELECT create_distributed_table('touch', 'shard', colocate_with => 'member');
SELECT create_distributed_table('touch_home', 'shard', colocate_with => 'member');
SELECT create_distributed_table('sale', 'shard', colocate_with => 'member');
SELECT create_distributed_table('sale_home', 'shard', colocate_with => 'member');
SELECT create_distributed_table('binding', 'shard', colocate_with => 'member');
SELECT create_distributed_table('dirty', 'shard', colocate_with => 'member');
SELECT create_distributed_table('dirty_inbox', 'shard', colocate_with => 'member');
SELECT create_distributed_table('sale_ledger', 'shard', colocate_with => 'member');
SELECT create_distributed_table('ledger', 'shard', colocate_with => 'member');
SELECT create_distributed_table('credit', 'shard', colocate_with => 'member');
SELECT create_distributed_table('performance', 'shard', colocate_with => 'member');
