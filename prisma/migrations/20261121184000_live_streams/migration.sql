-- Unlogged: what is open now is worth nothing after a crash, and costs no write-ahead log.
CREATE UNLOGGED TABLE "LiveProcess" (
    "id" UUID NOT NULL,
    "beatAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LiveProcess_pkey" PRIMARY KEY ("id")
);

CREATE UNLOGGED TABLE "LiveStream" (
    "place" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "process" UUID NOT NULL,
    "sourceHash" BYTEA NOT NULL,

    CONSTRAINT "LiveStream_pkey" PRIMARY KEY ("place")
);

CREATE INDEX "LiveStream_sourceHash_idx" ON "LiveStream"("sourceHash");
