-- Generated: python -m app.storage.schema > app/storage/schema.sql

CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE settings(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE devices(device TEXT PRIMARY KEY, member TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE entities(
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        space TEXT NOT NULL,
        parent TEXT,
        household TEXT,
        deleted INTEGER NOT NULL DEFAULT 0
    );

CREATE UNIQUE INDEX entities_id ON entities(id, kind, space);

CREATE INDEX entities_parent ON entities(parent) WHERE parent IS NOT NULL;

CREATE INDEX entities_household ON entities(household) WHERE household IS NOT NULL;

CREATE TABLE changes(
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        entity INTEGER NOT NULL,
        device TEXT NOT NULL,
        counter INTEGER NOT NULL,
        wall TEXT NOT NULL,
        fields TEXT NOT NULL,
        replaces TEXT NOT NULL
    );

CREATE UNIQUE INDEX changes_id ON changes(id);

CREATE INDEX changes_entity ON changes(entity);

CREATE TABLE drafts(
        kind TEXT NOT NULL,
        entity TEXT NOT NULL,
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        longest TEXT,
        context TEXT NOT NULL,
        seen TEXT,
        PRIMARY KEY(kind, entity, field)
    );

CREATE TABLE set_asides(
        digest TEXT PRIMARY KEY,
        body TEXT NOT NULL,
        reason TEXT NOT NULL
    );

CREATE INDEX changes_device ON changes(device);

CREATE TABLE identities(
        device TEXT PRIMARY KEY,
        place INTEGER NOT NULL,
        sign BLOB,
        box BLOB
    ) WITHOUT ROWID;

CREATE TABLE places(
        url TEXT PRIMARY KEY,
        share TEXT NOT NULL,
        digest TEXT NOT NULL,
        at TEXT NOT NULL
    ) WITHOUT ROWID;

CREATE TABLE member_files(name TEXT PRIMARY KEY, body BLOB NOT NULL);

CREATE TABLE segments(
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        device TEXT NOT NULL,
        number INTEGER NOT NULL,
        previous TEXT,
        size INTEGER NOT NULL,
        standing INTEGER NOT NULL,
        carries INTEGER NOT NULL,
        follows TEXT NOT NULL,
        signer TEXT NOT NULL,
        frames TEXT NOT NULL
    );

CREATE UNIQUE INDEX segments_id ON segments(id);

CREATE TABLE sealed(segment INTEGER PRIMARY KEY, bytes BLOB NOT NULL);

CREATE TABLE gone(segment TEXT PRIMARY KEY, instead TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE erased_keys(key TEXT PRIMARY KEY, space TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE erasing(
        entry TEXT NOT NULL,
        segment TEXT NOT NULL,
        PRIMARY KEY(entry, segment)
    ) WITHOUT ROWID;

CREATE TABLE waiting(
        segment INTEGER NOT NULL,
        frame INTEGER NOT NULL,
        key TEXT NOT NULL,
        ready INTEGER NOT NULL,
        PRIMARY KEY(segment, frame)
    ) WITHOUT ROWID;

CREATE INDEX waiting_key ON waiting(key);

CREATE INDEX waiting_ready ON waiting(segment, frame) WHERE ready;

CREATE TABLE space_keys(
        place INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        space TEXT NOT NULL,
        key BLOB NOT NULL,
        made_by TEXT NOT NULL,
        devices TEXT NOT NULL,
        giver TEXT NOT NULL
    );

CREATE UNIQUE INDEX space_keys_id ON space_keys(id, giver);

CREATE INDEX space_keys_space ON space_keys(space);

CREATE TABLE granted(
        key TEXT NOT NULL,
        space TEXT NOT NULL,
        device TEXT NOT NULL,
        PRIMARY KEY(key, space, device)
    ) WITHOUT ROWID;

CREATE TABLE seen(
        device TEXT PRIMARY KEY,
        number INTEGER NOT NULL,
        devices TEXT NOT NULL
    ) WITHOUT ROWID;

CREATE TABLE erased_by(
        entry TEXT NOT NULL,
        device TEXT NOT NULL,
        PRIMARY KEY(entry, device)
    ) WITHOUT ROWID;

CREATE TABLE echoes(seq INTEGER PRIMARY KEY);

CREATE TABLE blobs(id TEXT PRIMARY KEY, size INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE blob_bytes(id TEXT, part INTEGER, bytes BLOB NOT NULL, PRIMARY KEY(id, part));

ALTER TABLE set_asides ADD COLUMN segment TEXT;

ALTER TABLE set_asides ADD COLUMN frame INTEGER;

ALTER TABLE set_asides ADD COLUMN space TEXT;

CREATE INDEX set_asides_segment ON set_asides(segment) WHERE segment IS NOT NULL;

CREATE TABLE heads(
        entity INTEGER NOT NULL,
        field TEXT NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY(entity, field, seq)
    ) WITHOUT ROWID;

CREATE INDEX heads_deleted ON heads(entity) WHERE field = '_deleted';

CREATE TABLE contested(
        entity INTEGER NOT NULL,
        field TEXT NOT NULL,
        PRIMARY KEY(entity, field)
    ) WITHOUT ROWID;

CREATE TABLE pending(
        target TEXT NOT NULL,
        entity INTEGER NOT NULL,
        field TEXT NOT NULL,
        counter INTEGER NOT NULL,
        PRIMARY KEY(target, entity, field, counter)
    ) WITHOUT ROWID;

CREATE VIRTUAL TABLE words USING fts5(
        body, content='', contentless_delete=1, detail=none,
        prefix='2 3', tokenize='unicode61 remove_diacritics 2'
    );

CREATE VIRTUAL TABLE cards USING fts5(
        body, content='', contentless_delete=1, detail=none,
        prefix='2 3', tokenize='unicode61 remove_diacritics 2'
    );

CREATE TABLE to_index(entity INTEGER PRIMARY KEY);

INSERT INTO words(words, rank) VALUES ('hashsize', 16777216);

CREATE TABLE "action"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "done_on" TEXT,
    "due" TEXT,
    "goal" TEXT,
    "household" TEXT,
    "member" TEXT,
    "order" INTEGER,
    "person" TEXT,
    "resort" TEXT,
    "result" TEXT,
    "status" TEXT,
    "visit" TEXT,
    "what" TEXT,
    "who" TEXT,
    "worked" TEXT
);

CREATE INDEX "action_household" ON "action"("household");

CREATE INDEX "action_open" ON "action"(member, household) WHERE NOT deleted AND coalesce(status, 'open') = 'open';

CREATE VIEW "v_action" AS SELECT "entity", "id", "space", "done_on", "due", "goal", "household", "member", "order", "person", "resort", "result", "status", "visit", "what", "who", "worked" FROM "action" WHERE NOT deleted;

CREATE TABLE "agenda_item"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "decision" TEXT,
    "household" TEXT,
    "meeting" TEXT,
    "order" INTEGER,
    "title" TEXT
);

CREATE INDEX "agenda_item_household" ON "agenda_item"("household");

CREATE VIEW "v_agenda_item" AS SELECT "entity", "id", "space", "decision", "household", "meeting", "order", "title" FROM "agenda_item" WHERE NOT deleted;

CREATE TABLE "assessment"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "content" TEXT,
    "household" TEXT,
    "instrument" TEXT,
    "on" TEXT,
    "person" TEXT,
    "visit" TEXT
);

CREATE INDEX "assessment_household" ON "assessment"("household");

CREATE VIEW "v_assessment" AS SELECT "entity", "id", "space", "content", "household", "instrument", "on", "person", "visit" FROM "assessment" WHERE NOT deleted;

CREATE TABLE "assessment_score"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "assessment" TEXT,
    "carriers" TEXT,
    "domain" TEXT,
    "household" TEXT,
    "score" TEXT,
    "scorer" TEXT
);

CREATE INDEX "assessment_score_household" ON "assessment_score"("household");

CREATE VIEW "v_assessment_score" AS SELECT "entity", "id", "space", "assessment", "carriers", "domain", "household", "score", "scorer" FROM "assessment_score" WHERE NOT deleted;

CREATE TABLE "attachment"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "added_on" TEXT,
    "blob" TEXT,
    "household" TEXT,
    "media_type" TEXT,
    "name" TEXT,
    "person" TEXT,
    "size" INTEGER,
    "visit" TEXT
);

CREATE INDEX "attachment_household" ON "attachment"("household");

CREATE VIEW "v_attachment" AS SELECT "entity", "id", "space", "added_on", "blob", "household", "media_type", "name", "person", "size", "visit" FROM "attachment" WHERE NOT deleted;

CREATE TABLE "closed_note"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "about" TEXT,
    "area" TEXT,
    "author" TEXT,
    "household" TEXT,
    "readers" TEXT,
    "text" TEXT,
    "visit" TEXT
);

CREATE INDEX "closed_note_household" ON "closed_note"("household");

CREATE VIEW "v_closed_note" AS SELECT "entity", "id", "space", "about", "area", "author", "household", "readers", "text", "visit" FROM "closed_note" WHERE NOT deleted;

CREATE TABLE "consent"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "given" TEXT,
    "household" TEXT,
    "person" TEXT,
    "purpose" TEXT,
    "with_whom" TEXT
);

CREATE INDEX "consent_household" ON "consent"("household");

CREATE VIEW "v_consent" AS SELECT "entity", "id", "space", "given", "household", "person", "purpose", "with_whom" FROM "consent" WHERE NOT deleted;

CREATE TABLE "contact"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "at" TEXT,
    "household" TEXT,
    "how" TEXT,
    "line" TEXT,
    "next" TEXT,
    "person" TEXT
);

CREATE INDEX "contact_household" ON "contact"("household");

CREATE VIEW "v_contact" AS SELECT "entity", "id", "space", "at", "household", "how", "line", "next", "person" FROM "contact" WHERE NOT deleted;

CREATE TABLE "custody"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "child" TEXT,
    "custody" TEXT,
    "holder" TEXT,
    "household" TEXT
);

CREATE INDEX "custody_household" ON "custody"("household");

CREATE VIEW "v_custody" AS SELECT "entity", "id", "space", "child", "custody", "holder", "household" FROM "custody" WHERE NOT deleted;

CREATE TABLE "directory_entry"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "areas" TEXT,
    "audience" TEXT,
    "name" TEXT,
    "offer" TEXT,
    "phone" TEXT,
    "place" TEXT,
    "quadrant" TEXT
);

CREATE VIEW "v_directory_entry" AS SELECT "entity", "id", "space", "areas", "audience", "name", "offer", "phone", "place", "quadrant" FROM "directory_entry" WHERE NOT deleted;

CREATE TABLE "domain_note"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "about" TEXT,
    "area" TEXT,
    "author" TEXT,
    "household" TEXT,
    "own_circle" TEXT,
    "own_words" TEXT,
    "text" TEXT,
    "themes" TEXT,
    "visit" TEXT,
    "wish" TEXT
);

CREATE INDEX "domain_note_household" ON "domain_note"("household");

CREATE VIEW "v_domain_note" AS SELECT "entity", "id", "space", "about", "area", "author", "household", "own_circle", "own_words", "text", "themes", "visit", "wish" FROM "domain_note" WHERE NOT deleted;

CREATE TABLE "goal"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "area" TEXT,
    "household" TEXT,
    "order" INTEGER,
    "person" TEXT,
    "plan" TEXT,
    "result" TEXT,
    "status" TEXT,
    "title" TEXT
);

CREATE INDEX "goal_household" ON "goal"("household");

CREATE INDEX "goal_open" ON "goal"(household) WHERE NOT deleted AND coalesce(status, 'open') = 'open';

CREATE VIEW "v_goal" AS SELECT "entity", "id", "space", "area", "household", "order", "person", "plan", "result", "status", "title" FROM "goal" WHERE NOT deleted;

CREATE TABLE "household"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "address" TEXT,
    "case_lead" TEXT,
    "evaluation_on" TEXT,
    "help_ends" TEXT,
    "name" TEXT,
    "neighbourhood" TEXT,
    "opened_on" TEXT,
    "pair" TEXT,
    "phone" TEXT,
    "retention" TEXT,
    "same_as" TEXT,
    "stand_in" TEXT,
    "status" TEXT
);

CREATE INDEX "household_id" ON "household"(id);

CREATE INDEX "household_list" ON "household"(name COLLATE NOCASE, id) WHERE NOT deleted AND same_as IS NULL;

CREATE INDEX "household_card" ON "household"(pair, case_lead, stand_in) WHERE NOT deleted AND same_as IS NULL AND coalesce(status, '') NOT IN ('afgesloten', 'niet_opgepakt');

CREATE INDEX "household_closed" ON "household"(id) WHERE NOT deleted AND same_as IS NULL AND status IN ('afgesloten', 'niet_opgepakt');

CREATE VIEW "v_household" AS SELECT "entity", "id", "space", "address", "case_lead", "evaluation_on", "help_ends", "name", "neighbourhood", "opened_on", "pair", "phone", "retention", "same_as", "stand_in", "status" FROM "household" WHERE NOT deleted;

CREATE TABLE "initiative"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "description" TEXT,
    "lead" TEXT,
    "quadrant" TEXT,
    "started_on" TEXT,
    "title" TEXT
);

CREATE VIEW "v_initiative" AS SELECT "entity", "id", "space", "description", "lead", "quadrant", "started_on", "title" FROM "initiative" WHERE NOT deleted;

CREATE TABLE "involved_party"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "does" TEXT,
    "household" TEXT,
    "inner_ring" INTEGER,
    "name" TEXT,
    "organisation" TEXT,
    "phone" TEXT
);

CREATE INDEX "involved_party_household" ON "involved_party"("household");

CREATE VIEW "v_involved_party" AS SELECT "entity", "id", "space", "does", "household", "inner_ring", "name", "organisation", "phone" FROM "involved_party" WHERE NOT deleted;

CREATE TABLE "meeting"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "at" TEXT,
    "minutes" TEXT,
    "on" TEXT,
    "place" TEXT,
    "present" TEXT
);

CREATE INDEX "meeting_id" ON "meeting"(id);

CREATE VIEW "v_meeting" AS SELECT "entity", "id", "space", "at", "minutes", "on", "place", "present" FROM "meeting" WHERE NOT deleted;

CREATE TABLE "member"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "active" INTEGER,
    "expertise" TEXT,
    "name" TEXT,
    "organisation" TEXT,
    "phone" TEXT,
    "role" TEXT
);

CREATE INDEX "member_id" ON "member"(id);

CREATE VIEW "v_member" AS SELECT "entity", "id", "space", "active", "expertise", "name", "organisation", "phone", "role" FROM "member" WHERE NOT deleted;

CREATE TABLE "network_member"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "household" TEXT,
    "may_be_asked" INTEGER,
    "name" TEXT,
    "note" TEXT,
    "phone" TEXT,
    "relation" TEXT,
    "tie" TEXT
);

CREATE INDEX "network_member_household" ON "network_member"("household");

CREATE VIEW "v_network_member" AS SELECT "entity", "id", "space", "household", "may_be_asked", "name", "note", "phone", "relation", "tie" FROM "network_member" WHERE NOT deleted;

CREATE TABLE "own_figure"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "assessment" TEXT,
    "domain" TEXT,
    "figure" INTEGER,
    "household" TEXT
);

CREATE INDEX "own_figure_household" ON "own_figure"("household");

CREATE VIEW "v_own_figure" AS SELECT "entity", "id", "space", "assessment", "domain", "figure", "household" FROM "own_figure" WHERE NOT deleted;

CREATE TABLE "person"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "born" TEXT,
    "call_name" TEXT,
    "email" TEXT,
    "household" TEXT,
    "informal" INTEGER,
    "interpreter" TEXT,
    "language" TEXT,
    "name" TEXT,
    "phone" TEXT,
    "position" TEXT,
    "safe_contact" TEXT,
    "safety_note" TEXT
);

CREATE INDEX "person_household" ON "person"("household");

CREATE VIEW "v_person" AS SELECT "entity", "id", "space", "born", "call_name", "email", "household", "informal", "interpreter", "language", "name", "phone", "position", "safe_contact", "safety_note" FROM "person" WHERE NOT deleted;

CREATE TABLE "plan"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "agreed" TEXT,
    "ends_on" TEXT,
    "evaluation" TEXT,
    "evaluation_on" TEXT,
    "heavier_help" TEXT,
    "household" TEXT,
    "printed_at" TEXT
);

CREATE INDEX "plan_household" ON "plan"("household");

CREATE VIEW "v_plan" AS SELECT "entity", "id", "space", "agreed", "ends_on", "evaluation", "evaluation_on", "heavier_help", "household", "printed_at" FROM "plan" WHERE NOT deleted;

CREATE TABLE "reader"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "active" INTEGER,
    "household" TEXT,
    "member" TEXT,
    "reason" TEXT,
    "since" TEXT
);

CREATE INDEX "reader_household" ON "reader"("household");

CREATE VIEW "v_reader" AS SELECT "entity", "id", "space", "active", "household", "member", "reason", "since" FROM "reader" WHERE NOT deleted;

CREATE TABLE "referral"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "address" TEXT,
    "already_involved" TEXT,
    "assigned_on" TEXT,
    "confirmed_on" TEXT,
    "household" TEXT,
    "legal" INTEGER,
    "name" TEXT,
    "neighbourhood" TEXT,
    "not_taken_reason" TEXT,
    "pair" TEXT,
    "phone" TEXT,
    "reason" TEXT,
    "received_on" TEXT,
    "source" TEXT,
    "source_name" TEXT,
    "status" TEXT,
    "themes" TEXT
);

CREATE INDEX "referral_household" ON "referral"("household");

CREATE VIEW "v_referral" AS SELECT "entity", "id", "space", "address", "already_involved", "assigned_on", "confirmed_on", "household", "legal", "name", "neighbourhood", "not_taken_reason", "pair", "phone", "reason", "received_on", "source", "source_name", "status", "themes" FROM "referral" WHERE NOT deleted;

CREATE TABLE "signal"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "initiative" TEXT,
    "neighbourhood" TEXT,
    "note" TEXT,
    "noted_on" TEXT,
    "theme" TEXT
);

CREATE VIEW "v_signal" AS SELECT "entity", "id", "space", "initiative", "neighbourhood", "note", "noted_on", "theme" FROM "signal" WHERE NOT deleted;

CREATE TABLE "summary_line"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "area" TEXT,
    "good" INTEGER,
    "household" TEXT,
    "left_out" INTEGER,
    "person" TEXT,
    "text" TEXT,
    "visit" TEXT
);

CREATE INDEX "summary_line_household" ON "summary_line"("household");

CREATE VIEW "v_summary_line" AS SELECT "entity", "id", "space", "area", "good", "household", "left_out", "person", "text", "visit" FROM "summary_line" WHERE NOT deleted;

CREATE TABLE "team"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "name" TEXT
);

CREATE VIEW "v_team" AS SELECT "entity", "id", "space", "name" FROM "team" WHERE NOT deleted;

CREATE TABLE "visit"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "content" TEXT,
    "ended_at" TEXT,
    "household" TEXT,
    "members" TEXT,
    "place" TEXT,
    "planned" TEXT,
    "present" TEXT,
    "remark" TEXT,
    "return_on" TEXT,
    "same_as" TEXT,
    "speaker" TEXT,
    "started_at" TEXT,
    "status" TEXT
);

CREATE INDEX "visit_household" ON "visit"("household");

CREATE INDEX "visit_day" ON "visit"(planned ->> 'on') WHERE NOT deleted AND planned IS NOT NULL;

CREATE INDEX "visit_begun" ON "visit"(household) WHERE NOT deleted AND started_at IS NOT NULL AND ended_at IS NULL;

CREATE VIEW "v_visit" AS SELECT "entity", "id", "space", "content", "ended_at", "household", "members", "place", "planned", "present", "remark", "return_on", "same_as", "speaker", "started_at", "status" FROM "visit" WHERE NOT deleted;

CREATE TABLE "visit_area"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "area" TEXT,
    "household" TEXT,
    "state" TEXT,
    "visit" TEXT
);

CREATE INDEX "visit_area_household" ON "visit_area"("household");

CREATE VIEW "v_visit_area" AS SELECT "entity", "id", "space", "area", "household", "state", "visit" FROM "visit_area" WHERE NOT deleted;

CREATE TABLE "visit_summary"(
    entity INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    space TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    "agreed" TEXT,
    "household" TEXT,
    "large_print" INTEGER,
    "paper" TEXT,
    "person" TEXT,
    "printed_at" TEXT,
    "quote" TEXT,
    "visit" TEXT
);

CREATE INDEX "visit_summary_household" ON "visit_summary"("household");

CREATE VIEW "v_visit_summary" AS SELECT "entity", "id", "space", "agreed", "household", "large_print", "paper", "person", "printed_at", "quote", "visit" FROM "visit_summary" WHERE NOT deleted;

