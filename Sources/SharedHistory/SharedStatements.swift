import PostgreSQL

/// The statements of the shared history.
enum SharedStatements {
  static let all = [
    stamps, births, locks, write, outcomes, withdrawals, fence, scopes, journeyContacts, accountContacts,
    journeyOutcomes, accountOutcomes, journeyWithdrawals, journeysOfDecisions, keptAnswers,
  ]

  /// Stores actions as they are; in order, so that two hosts that store the same do not wait for each other.
  static let stamps = Statement(
    "stamps",
    """
    INSERT INTO waymark.stamp (id, action, kind, "group", exempt, counts)
    SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::boolean[])
    ON CONFLICT DO NOTHING
    """)

  static let births = Statement(
    "births",
    """
    INSERT INTO waymark.scope (kind, id) SELECT * FROM unnest($1::smallint[], $2::text[]) ON CONFLICT DO NOTHING
    """)

  static let locks = Statement(
    "locks",
    """
    SELECT FROM unnest($1::smallint[], $2::text[]) AS n (kind, id)
    JOIN waymark.scope s ON s.kind = n.kind AND s.id = n.id
    ORDER BY s.kind, s.id FOR UPDATE OF s
    """)

  /// Where all expectations hold: gives all scopes the new version, or another one where it was not known what stood
  /// there, and adds contacts and answer. One row for each scope, with the number of its last contact; where nothing was
  /// done none, or one of kind -1 where the key has an answer.
  static let write = Statement(
    "write",
    """
    WITH named AS (
      SELECT * FROM unnest($2::smallint[], $3::text[], $4::boolean[], $5::uuid[], $6::integer[], $26::boolean[])
        AS n (kind, id, guarded, expected, added, known)
    ), bumped AS (
      UPDATE waymark.scope s SET contacts = s.contacts + n.added,
        version = CASE WHEN n.known AND s.version IS NOT DISTINCT FROM n.expected THEN $24::uuid ELSE $25::uuid END
      FROM named n
      WHERE s.kind = n.kind AND s.id = n.id
        AND NOT EXISTS (
          SELECT FROM named g LEFT JOIN waymark.scope o ON o.kind = g.kind AND o.id = g.id
          WHERE g.guarded AND (o.version IS DISTINCT FROM g.expected OR o.id IS NULL))
        AND NOT EXISTS (SELECT FROM waymark.answer WHERE key = $18::bytea)
        AND NOT ($17::boolean AND EXISTS (
          SELECT FROM waymark.contact c WHERE c.journey = ANY ($7::text[]) AND c.write = $1::uuid))
      RETURNING s.kind, s.id, s.contacts
    ), made AS (
      INSERT INTO waymark.contact
        (journey, number, account, account_number, stamp, channel, at, write, decision, delivered, origin)
      SELECT c.journey, j.contacts - c.behind, c.account, a.contacts - c.account_behind, c.stamp, c.channel, c.at,
        $1::uuid, c.decision, c.delivered, c.origin
      FROM unnest($7::text[], $8::text[], $9::bigint[], $10::text[], $11::bigint[], $12::uuid[], $13::boolean[],
        $14::smallint[], $15::integer[], $16::integer[])
        AS c (journey, account, stamp, channel, at, decision, delivered, origin, behind, account_behind)
      JOIN bumped j ON j.kind = 1 AND j.id = c.journey
      LEFT JOIN bumped a ON a.kind = 0 AND a.id = c.account
    ), kept AS (
      INSERT INTO waymark.answer (key, question, journey, at, revision, body)
      SELECT $18::bytea, $19::bytea, $20::text, $21::bigint, $22::text, $23::bytea
      WHERE $18::bytea IS NOT NULL AND EXISTS (SELECT FROM bumped)
    )
    SELECT kind, id, contacts FROM bumped
    UNION ALL
    SELECT -1::smallint, '', 0 WHERE EXISTS (SELECT FROM waymark.answer WHERE key = $18::bytea)
    """)

  /// Of contacts that are there, by their numbers or by the writes that made them. Of one outcome told twice the earliest stays, of those of one instant the greatest value.
  static let outcomes = Statement(
    "outcomes",
    """
    INSERT INTO waymark.outcome AS known (journey, contact, outcome, at, value)
    SELECT DISTINCT ON (c.journey, c.number, o.outcome) c.journey, c.number, o.outcome, o.at, o.value
    FROM unnest($1::text[], $2::bigint[], $3::uuid[], $4::text[], $5::bigint[], $6::double precision[])
      AS o (journey, contact, made_by, outcome, at, value)
    JOIN waymark.contact c ON c.journey = o.journey AND c.number = CASE
      WHEN o.made_by IS NULL THEN o.contact
      ELSE (
        SELECT m.number FROM waymark.contact m WHERE m.journey = o.journey AND m.write = o.made_by
        ORDER BY m.number OFFSET o.contact - 1 LIMIT 1)
    END
    ORDER BY c.journey, c.number, o.outcome, o.at, o.value DESC NULLS LAST
    ON CONFLICT (journey, contact, outcome) DO UPDATE SET at = excluded.at, value = excluded.value
    WHERE excluded.at < known.at
      OR (excluded.at = known.at AND excluded.value IS NOT NULL AND (known.value IS NULL OR excluded.value > known.value))
    """)

  static let withdrawals = Statement(
    "withdrawals",
    """
    INSERT INTO waymark.withdrawal AS known (person, channel, at, journey)
    SELECT person, channel, max(at), max(journey)
    FROM unnest($1::bytea[], $2::text[], $3::bigint[], $4::text[]) AS w (person, channel, at, journey)
    GROUP BY person, channel ORDER BY person, channel
    ON CONFLICT (person, channel) DO UPDATE
      SET at = greatest(known.at, excluded.at), journey = coalesce(excluded.journey, known.journey)
    """)

  /// The contacts of a write; where there are none, gives its scopes another version, so that it can never be written.
  static let fence = Statement(
    "fence",
    """
    WITH found AS (
      SELECT journey, number FROM waymark.contact WHERE journey = ANY ($4::text[]) AND write = $1::uuid
    ), bumped AS (
      UPDATE waymark.scope s SET version = $5::uuid
      FROM unnest($2::smallint[], $3::text[]) AS n (kind, id)
      WHERE s.kind = n.kind AND s.id = n.id AND NOT EXISTS (SELECT FROM found)
    )
    SELECT journey, number FROM found ORDER BY journey, number
    """)

  static let scopes = Statement(
    "scopes",
    """
    SELECT s.kind, s.id, s.version, s.contacts FROM unnest($1::smallint[], $2::text[]) AS n (kind, id)
    JOIN waymark.scope s ON s.kind = n.kind AND s.id = n.id
    """)

  private static let contactColumns = """
    c.journey, c.number, c.account, c.account_number, c.channel, c.at, c.decision, c.delivered, c.origin, c.write,
      t.action, t.kind, t."group", t.exempt, t.counts
    """

  static let journeyContacts = Statement(
    "journey_contacts",
    """
    SELECT \(contactColumns) FROM unnest($1::text[]) AS n (id)
    JOIN waymark.contact c ON c.journey = n.id JOIN waymark.stamp t ON t.id = c.stamp
    ORDER BY c.journey, c.number
    """)

  static let accountContacts = Statement(
    "account_contacts",
    """
    SELECT \(contactColumns) FROM unnest($1::text[]) AS n (id)
    JOIN waymark.contact c ON c.account = n.id JOIN waymark.stamp t ON t.id = c.stamp
    ORDER BY c.account, c.account_number
    """)

  static let journeyOutcomes = Statement(
    "journey_outcomes",
    """
    SELECT o.journey, o.contact, o.outcome, o.at, o.value FROM unnest($1::text[]) AS n (id)
    JOIN waymark.outcome o ON o.journey = n.id
    """)

  static let accountOutcomes = Statement(
    "account_outcomes",
    """
    SELECT o.journey, o.contact, o.outcome, o.at, o.value FROM unnest($1::text[]) AS n (id)
    JOIN waymark.contact c ON c.account = n.id
    JOIN waymark.outcome o ON o.journey = c.journey AND o.contact = c.number
    """)

  static let journeyWithdrawals = Statement(
    "journey_withdrawals",
    """
    SELECT w.journey, w.channel, w.at FROM unnest($1::text[]) AS n (id)
    JOIN waymark.withdrawal w ON w.journey = n.id
    """)

  static let journeysOfDecisions = Statement(
    "journeys_of_decisions",
    "SELECT DISTINCT journey FROM waymark.contact WHERE decision = ANY ($1::uuid[]) ORDER BY journey")

  static let keptAnswers = Statement(
    "kept_answers",
    "SELECT key, question, journey, at, revision, body FROM waymark.answer WHERE key = ANY ($1::bytea[])")
}
