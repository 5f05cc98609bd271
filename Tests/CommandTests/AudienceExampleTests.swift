import Foundation
import Testing
import TestSupport

/// The examples for large audiences, run as they stand with Spark and DuckDB, which are fetched from PyPI when
/// `WAYMARK_TEST_SPARK` is 1.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["WAYMARK_TEST_SPARK"] == "1",
    "WAYMARK_TEST_SPARK is not 1: Spark and DuckDB are not fetched"), .needs(Tool("python3")), .serialized)
struct AudienceExampleTests {
  private static let examples = Project.root.appending(path: "config/examples").path
  private static let environment = Project.root.appending(path: ".build/audience").path
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(MadeAudience.book, to: "rules/book.yaml")
  }

  /// Runs a script for bash with what PyPI has of a project.
  private func run(_ script: String, with project: String) throws -> ShellResult {
    let command = """
      set -e
      bin='\(Self.environment)/bin'
      [ -x "$bin/pip" ] || python3 -m venv '\(Self.environment)'
      "$bin/python" -c 'import \(project)' 2> /dev/null || "$bin/pip" install --quiet \(project) >&2
      export PATH="$bin:$PATH" WAYMARK="$(command -v waymark)"
      \(script)
      """
    return try Shell.run(["bash", "-c", command], in: folder, within: 900)
  }

  @Test(.needs(Tool("java"))) func `Spark gives the bytes of one run, in any number of parts`() throws {
    var random = SeededRandom.ofThisRun()
    let now = try #require(ISO8601DateFormatter().date(from: "2026-09-23T10:00:00Z"))
    let audience = MadeAudience(600, seed: random.next(), now: now)
    try folder.write(audience.lines.map { "\($0.text)\n" }.joined(), to: "states.ndjson")
    try folder.write(audience.contacts.map { "\($0)\n" }.joined(), to: "before.ndjson")
    let found = try run(
      """
      options="--rules $PWD/rules --now 2026-09-23T10:00:00Z --contacts $PWD/before.ndjson --reserve 1"
      waymark decide states.ndjson $options --keep-going 2> /dev/null | LC_ALL=C sort > whole
      for parts in 1 5; do
        spark-submit --master 'local[2]' '\(Self.examples)/spark/audience.py' states.ndjson parts-$parts \
          --parts $parts -- $options 2> errors || { tail errors >&2; exit 1; }
        cat parts-$parts/part-* | LC_ALL=C sort | cmp - whole
        ls parts-$parts/part-* | wc -l
      done
      wc -l < whole
      """, with: "pyspark")
    #expect(found.output == "1\n5\n600\n", "\(found)")
    let failed = try run(
      """
      spark-submit --master 'local[2]' '\(Self.examples)/spark/audience.py' states.ndjson failed \
        --parts 2 -- --rules $PWD/none 2>&1 | grep -o 'exited with.*' | head -n 1
      [ ! -e failed/_SUCCESS ]
      """, with: "pyspark")
    #expect(failed.exitCode == 0 && failed.output.contains("exited with"), "\(failed)")
  }

  @Test func `DuckDB joins extracts into states`() throws {
    try folder.write(
      """
      email,company_id,lifecycle,role
      Anna@Acme.example ,017,consideration,
      bo@acme.example,017,retention,
      cy@home.example,,consideration,

      """, to: "contacts.csv")
    try folder.write("id,name,employees\n017,\"Acme, A/S\",420\n", to: "companies.csv")
    try folder.write(
      """
      email,channel,answer,at
      anna@acme.example,email,no,2026-01-05T10:00:00Z
      anna@acme.example,email,yes,2026-02-05T10:00:00Z
      cy@home.example,email,yes,2026-01-05T10:00:00Z
      cy@home.example,email,no,2026-02-05T10:00:00Z

      """, to: "consents.csv")
    let found = try run(
      """
      python -c 'import duckdb, sys; duckdb.execute(sys.stdin.read())' < '\(Self.examples)/duckdb/states.sql'
      cat states.ndjson
      waymark decide states.ndjson --rules rules --strict --output tsv=journey,action,channel --limit 1
      """, with: "duckdb")
    #expect(
      found.output == #"""
        {"journey":"anna@acme.example","stage":"consideration","persona":null,"account":{"id":"017","name":"Acme, A/S","employees":420},"consent":{"email":{"given":true,"at":"2026-02-05T10:00:00Z"}}}
        {"journey":"bo@acme.example","stage":"retention","persona":null,"account":{"id":"017","name":"Acme, A/S","employees":420},"consent":null}
        {"journey":"cy@home.example","stage":"consideration","persona":null,"account":null,"consent":{"email":{"given":false,"at":"2026-02-05T10:00:00Z"}}}
        anna@acme.example	guide	email
        bo@acme.example	visit	-
        cy@home.example	visit	-

        """#, "\(found)")
  }
}
