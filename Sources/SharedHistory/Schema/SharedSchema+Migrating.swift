import PostgreSQL
import System

extension SharedHistorySession {
  /// Names the lock under which one program at a time makes tables: "waymark" in bytes.
  private static let lock: Int64 = 0x7761_796D_6172_6B

  /// Makes the tables, or what is new of them, as one transaction; who comes meanwhile waits for it. Where nothing is
  /// missing nothing is written, and no right to make tables is needed.
  package mutating func migrate(within time: Duration = .seconds(30)) throws(SharedHistoryFault) {
    if try missingSteps(within: time).isEmpty { return }
    let limits = ["lock_timeout", "statement_timeout"].map {
      Query("SELECT set_config($1, $2, true)", [.literal($0), .literal(Self.milliseconds(time))])
    }
    let lock = Query("SELECT pg_advisory_lock($1)", [.int8(Self.lock)])
    do throws(PostgreSQLError) { _ = try connection.commit(limits + [lock], within: time) } catch {
      throw .engine(error)
    }
    // A lock of the session, since what is missing is found out under it, before the transaction is sent.
    defer {
      _ = try? connection.run(Query("SELECT pg_advisory_unlock($1)", [.int8(Self.lock)]), within: time)
    }
    let missing = try missingSteps(within: time)
    guard !missing.isEmpty else { return }
    var queries = limits
    queries.append(Query("CREATE SCHEMA IF NOT EXISTS waymark"))
    queries.append(Query(Self.table))
    for step in missing {
      queries += step.statements.map { Query($0) }
      queries.append(Query("INSERT INTO waymark.migration (name) VALUES ($1)", [.text(step.name)]))
    }
    // Of several hosts the first makes the secret, and everybody reads that.
    queries.append(
      Query(
        "INSERT INTO waymark.setting (name, value) VALUES ('secret', $1) ON CONFLICT DO NOTHING",
        [.bytes(.random(count: 32))]))
    do throws(PostgreSQLError) {
      _ = try connection.commit(queries, within: time)
    } catch .refused(let error) where error.state == .insufficientPrivilege {
      throw .notAllowed(error)
    } catch {
      throw .engine(error)
    }
  }

  private static let table = """
    CREATE TABLE IF NOT EXISTS waymark.migration (name text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())
    """

  private static func milliseconds(_ time: Duration) -> String {
    "\(Int((time / .milliseconds(1)).rounded(.up)))ms"
  }

  /// The steps that the database has not gone through.
  ///
  /// - Throws: `newer` where it has gone through others.
  private mutating func missingSteps(
    within time: Duration
  ) throws(SharedHistoryFault) -> [SharedSchema.Step] {
    let done: Set<String>
    do throws(PostgreSQLError) {
      let table = try connection.run(
        Query("SELECT to_regclass('waymark.migration') IS NOT NULL"), within: time)
      guard table.bool(0, 0) == true else { return SharedSchema.steps }
      let rows = try connection.run(Query("SELECT name FROM waymark.migration ORDER BY name"), within: time)
      done = Set((0..<rows.count).compactMap { rows.text($0, 0) })
    } catch {
      throw .engine(error)
    }
    if let unknown = done.subtracting(SharedSchema.steps.map(\.name)).min() { throw .newer(unknown) }
    return SharedSchema.steps.filter { !done.contains($0.name) }
  }
}
