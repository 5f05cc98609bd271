import GRDB

/// The tables of a history file, made and changed by numbered steps: a step that was ever released stays as it is.
enum HistorySchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: contacts") { database in
      try database.execute(
        sql: """
          -- Actions as they were when contacts were made.
          CREATE TABLE stamp (
            id INTEGER PRIMARY KEY, action TEXT NOT NULL, kind TEXT, "group" TEXT,
            exempt INTEGER NOT NULL, counts INTEGER NOT NULL
          ) STRICT;
          -- Instants are microseconds since 1970; a decision is a UUID in two halves.
          CREATE TABLE contact (
            id INTEGER PRIMARY KEY, journey TEXT NOT NULL, account TEXT, stamp INTEGER NOT NULL, channel TEXT,
            at INTEGER NOT NULL, decision_high INTEGER, decision_low INTEGER, delivered INTEGER NOT NULL
          ) STRICT;
          -- What came of contacts, beside the delivery at the contact's own instant.
          CREATE TABLE outcome (
            contact INTEGER NOT NULL, outcome TEXT NOT NULL, at INTEGER NOT NULL, value REAL,
            PRIMARY KEY (contact, outcome)
          ) STRICT, WITHOUT ROWID;
          -- The latest opt-out of a person on a channel; the journey is gone once the person is forgotten.
          CREATE TABLE withdrawal (
            person_high INTEGER NOT NULL, person_low INTEGER NOT NULL, channel TEXT NOT NULL,
            at INTEGER NOT NULL, journey TEXT, PRIMARY KEY (person_high, person_low, channel)
          ) STRICT, WITHOUT ROWID;
          -- Answers to requests that can be repeated under their keys.
          CREATE TABLE answer (
            id INTEGER PRIMARY KEY, key_high INTEGER NOT NULL, key_low INTEGER NOT NULL,
            question_high INTEGER NOT NULL, question_low INTEGER NOT NULL, journey TEXT NOT NULL,
            at INTEGER NOT NULL, revision TEXT NOT NULL, body BLOB NOT NULL
          ) STRICT;
          CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
          """)
    }
    migrator.registerMigration("2: origins") { database in
      try database.execute(
        sql: """
          -- 0 reserved by the daemon, 1 told, 2 presumed from what came of it, 3 a report that names no decision.
          ALTER TABLE contact ADD COLUMN origin INTEGER NOT NULL DEFAULT 0;
          UPDATE contact SET origin = 1 WHERE decision_high IS NULL;
          """)
    }
    migrator.registerMigration("3: checksums", migrate: addChecksums)
    migrator.registerMigration("4: alerts") { database in
      try database.execute(
        sql: """
          -- Alerts that were raised, by their numbers; of those of earlier versions rule, journey and instant are known.
          CREATE TABLE alert (
            id INTEGER PRIMARY KEY, at INTEGER NOT NULL, rule TEXT NOT NULL, severity TEXT, summary TEXT,
            journey TEXT NOT NULL, account TEXT, revision TEXT, decision_high INTEGER, decision_low INTEGER,
            sum INTEGER NOT NULL
          ) STRICT;
          """)
      try addTotal(of: "alert", 6, database)
    }
    migrator.registerMigration("5: events") { database in
      try database.execute(
        sql: """
          -- What was told of journeys, those of one side by side. A number tells those of one instant apart; the name
          -- is the id that a caller gave; the body is JSON.
          CREATE TABLE event (
            journey TEXT NOT NULL, at INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT, account TEXT,
            body TEXT NOT NULL, sum INTEGER NOT NULL, PRIMARY KEY (journey, at, number)
          ) STRICT, WITHOUT ROWID;
          CREATE UNIQUE INDEX event_name ON event (name) WHERE name IS NOT NULL;
          CREATE INDEX event_account ON event (account, journey) WHERE account IS NOT NULL;
          -- The alert rules that held for a journey when it was looked at last, a line each; a journey without any has no row.
          CREATE TABLE holding (
            journey TEXT PRIMARY KEY, rules TEXT NOT NULL, sum INTEGER NOT NULL
          ) STRICT, WITHOUT ROWID;
          """)
      try addTotal(of: "event", 7, database)
      try addTotal(of: "holding", 8, database)
    }
    return migrator
  }
}
