-- Where sales and touches are, by their own ids: the last large tables and keys without a shard of their own. Here the shard
-- is that of the sale or touch, as everywhere else it is that of the unit.

-- Shard.of in SQL: the finaliser of SplitMix64, modulo 64, in wrapping arithmetic.
CREATE FUNCTION wrapping_product(a bigint, b numeric) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT (CASE WHEN v >= 9223372036854775808 THEN v - 18446744073709551616 ELSE v END)::bigint
    FROM (SELECT mod(mod(a * b, 18446744073709551616) + 18446744073709551616, 18446744073709551616)) AS product (v)
$$;
CREATE FUNCTION shard_of(id bigint) RETURNS smallint LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
    z bigint := wrapping_product(id, 11400714819323198485);
BEGIN
    z := wrapping_product(z # ((z >> 30) & ((1::bigint << 34) - 1)), 13787848793156543929);
    z := wrapping_product(z # ((z >> 27) & ((1::bigint << 37) - 1)), 10723151780598845931);
    RETURN (z # ((z >> 31) & ((1::bigint << 33) - 1))) & 63;
END $$;

ALTER TABLE sale_home ADD COLUMN shard smallint;
UPDATE sale_home SET shard = shard_of(sale);
ALTER TABLE sale_home DROP CONSTRAINT sale_home_pkey, ADD PRIMARY KEY (shard, sale);

DROP INDEX touch_home;
CREATE TABLE touch_home (
    shard   smallint NOT NULL,
    touch   bigint   NOT NULL,
    unit    bigint   NOT NULL,
    version bigint   NOT NULL,
    PRIMARY KEY (shard, touch)
);
INSERT INTO touch_home (shard, touch, unit, version)
SELECT DISTINCT ON (touch) shard_of(touch), touch, unit, version FROM touch ORDER BY touch, version DESC;
