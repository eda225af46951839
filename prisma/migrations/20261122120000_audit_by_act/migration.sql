-- The journal is searched by what was done: something rare is found without reading what happened since.
CREATE INDEX "AuditEntry_action_id_idx" ON "AuditEntry"("action", "id");
