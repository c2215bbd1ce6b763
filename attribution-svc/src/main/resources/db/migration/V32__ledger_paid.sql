-- Entries are about as old as their orders, so that little says where those of some days lie: for previews of policies.
CREATE INDEX ledger_paid ON ledger USING brin (paid_at);
