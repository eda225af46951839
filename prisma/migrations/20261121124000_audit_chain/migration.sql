-- AlterTable
ALTER TABLE "AuditEntry" ADD COLUMN "actingFor" TEXT,
ADD COLUMN "source" TEXT,
ADD COLUMN "position" BIGINT,
ADD COLUMN "hash" BYTEA;

-- CreateTable
CREATE TABLE "AuditPurge" (
    "through" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "entries" BIGINT NOT NULL,
    "before" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuditPurge_pkey" PRIMARY KEY ("through")
);

-- CreateIndex
CREATE UNIQUE INDEX "AuditEntry_position_key" ON "AuditEntry"("position");
CREATE INDEX "AuditEntry_organisationId_id_idx" ON "AuditEntry"("organisationId", "id");
CREATE INDEX "AuditEntry_actor_id_idx" ON "AuditEntry"("actor", "id");
CREATE INDEX "AuditEntry_target_id_idx" ON "AuditEntry"("target", "id");

-- What the sealer reads every second: usually nothing.
CREATE INDEX "AuditEntry_unsealed_idx" ON "AuditEntry"("id") WHERE "position" IS NULL;

-- The audit is append-only. An entry changes once, when it is sealed, and only by its seal; it goes only when it is
-- older than six months by the clock of the database and a purge that covers it stands in "AuditPurge".
CREATE FUNCTION parvis_guard_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD."position" IS NULL AND NEW."position" IS NOT NULL AND NEW."hash" IS NOT NULL
      AND to_jsonb(OLD) - 'position' - 'hash' = to_jsonb(NEW) - 'position' - 'hash' THEN
      RETURN NEW;
    END IF;
  ELSIF TG_OP = 'DELETE' THEN
    IF OLD."at" < now() - interval '6 months'
      AND OLD."position" <= (SELECT max("through") FROM "AuditPurge") THEN
      RETURN OLD;
    END IF;
  END IF;
  RAISE EXCEPTION 'the audit is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION parvis_guard_audit_purge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."before" <= now() - interval '6 months' THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'the audit keeps at least six months' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION parvis_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER "AuditEntry_guard" BEFORE UPDATE OR DELETE ON "AuditEntry"
  FOR EACH ROW EXECUTE FUNCTION parvis_guard_audit();
CREATE TRIGGER "AuditEntry_insert" BEFORE INSERT ON "AuditEntry"
  FOR EACH ROW WHEN (NEW."position" IS NOT NULL OR NEW."hash" IS NOT NULL) EXECUTE FUNCTION parvis_refuse();
CREATE TRIGGER "AuditEntry_truncate" BEFORE TRUNCATE ON "AuditEntry"
  FOR EACH STATEMENT EXECUTE FUNCTION parvis_refuse();
CREATE TRIGGER "AuditPurge_guard" BEFORE INSERT OR UPDATE OR DELETE ON "AuditPurge"
  FOR EACH ROW EXECUTE FUNCTION parvis_guard_audit_purge();
CREATE TRIGGER "AuditPurge_truncate" BEFORE TRUNCATE ON "AuditPurge"
  FOR EACH STATEMENT EXECUTE FUNCTION parvis_refuse();
