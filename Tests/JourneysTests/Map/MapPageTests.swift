import Crypto
import Foundation
import TestSupport
import Testing
import Time

@testable import Journeys
@testable import Rules

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("The page of the map") struct MapPageTests {
  @Test func `is as it was`() throws {
    var random = SeededRandom(seed: 11)
    let plan = try MapFixture.plan()
    let records = MapFixture.records(&random, 260, hasHistory: true)
    let page = MapFixture.map(records, plan).html
    Golden.check(page, against: "map.html", besides: MapFixture.testFile)
    let planned = MapFixture.planned(plan, language: "da").html
    Golden.check(planned, against: "map-plan-da.html", besides: MapFixture.testFile)
  }

  @Test(arguments: MapLanguage.allCases)
  func `is well-formed in every language`(language: MapLanguage) throws {
    var random = SeededRandom.ofThisRun()
    let plan = try MapFixture.plan()
    let records = MapFixture.records(&random, 120, hasHistory: random.chance(50))
    for map in [
      MapFixture.map(records, plan, language: language.rawValue),
      MapFixture.planned(plan, language: language.rawValue),
    ] {
      let page = map.html
      let reading = Reading(page)
      #expect(reading.isWellFormed)
      #expect(reading.language == language.rawValue)
      #expect(Set(reading.ids).count == reading.ids.count)
      #expect(!page.contains("{0}") && !page.contains("{1}"))
    }
  }

  @Test func `names no journey and no account`() throws {
    var random = SeededRandom.ofThisRun()
    let plan = try MapFixture.plan()
    var records = MapFixture.records(&random, 300, hasHistory: true)
    for place in records.indices { records[place].account = "firm-\(place / 3)-x7q" }
    let page = MapFixture.map(records, plan).html
    #expect(!page.contains("x7q"))
  }

  @Test func `has no number of people below five`() throws {
    var random = SeededRandom.ofThisRun()
    let plan = try MapFixture.plan()
    for size in [20, 80, 250] {
      let page = MapFixture.map(MapFixture.records(&random, size, hasHistory: true), plan).html
      let numbers =
        page.matches(of: /<b>([0-9]+)<\/b>/).map(\.output.1)
        + page.matches(of: /met by ([0-9]+)/).map(\.output.1)
        + page.matches(of: /reported by ([0-9]+)/).map(\.output.1)
        + page.matches(of: /n\u{A0}=\u{A0}([0-9]+)/).map(\.output.1)
        + page.matches(of: /Customers: ([0-9]+)/).map(\.output.1)
      #expect(!numbers.isEmpty)
      #expect(numbers.allSatisfy { Int($0) ?? 0 >= 5 })
    }
  }

  @Test func `does not tell the names of touchpoints that the book does not know`() throws {
    let plan = try MapFixture.plan()
    let records = (0..<30).map { number in
      JourneyRecord(
        journey: "j\(number)",
        tellings: [
          Telling(
            at: SmallVocabulary.asOf - SmallVocabulary.days(3), .stage(0, entered: nil, isObserved: false)),
          Telling(
            at: SmallVocabulary.asOf - SmallVocabulary.days(2),
            .touchpoint(name: "call with Anna", index: nil, sentiment: 0.5, channel: nil)),
        ])
    }
    let page = MapFixture.map(records, plan).html
    #expect(!page.contains("Anna"))
    #expect(page.contains("Not in the rule book"))
    #expect(page.contains("met by 30"))
  }

  @Test(arguments: [
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("a \" onload='x' & b", "a &quot; onload=&#39;x&#39; &amp; b"),
    ("evil\u{202E}txt", "evil\\u{202E}txt"),
    ("]]> --> \u{2066}x\u{2069}", "]]&gt; --&gt; \\u{2066}x\\u{2069}"),
  ])
  func `escapes what the book calls things`(label: String, escaped: String) throws {
    let quoted = label.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    let text = Fixtures.text("map-book.yaml", besides: MapFixture.testFile)
      .replacing("en: Business", with: "en: \"\(quoted)\"").replacing(
        "en: Awareness", with: "en: \"\(quoted)\""
      )
      .replacing("en: The chief", with: "en: \"\(quoted)\"").replacing(
        "en: A call", with: "en: \"\(quoted)\""
      )
      .replacing("en: Advert", with: "en: \"\(quoted)\"").replacing("en: Price", with: "en: \"\(quoted)\"")
    let page = MapFixture.planned(try MapFixture.plan(text)).html
    #expect(page.contains("<bdi>\(escaped)</bdi>"))
    #expect(!page.contains(label))
    #expect(Reading(page).isWellFormed)
    #expect(page.components(separatedBy: "<script>").count == 2)
  }

  @Test func `allows its own style and script and nothing else`() throws {
    let page = MapFixture.planned(try MapFixture.plan()).html
    let policy = try #require(page.firstMatch(of: /Content-Security-Policy" content="([^"]*)"/)?.output.1)
    for (tag, source) in [("style", "style-src"), ("script", "script-src")] {
      let parts = page.components(separatedBy: "<\(tag)>")
      #expect(parts.count == 2)
      let code = try #require(parts.last?.components(separatedBy: "</\(tag)>").first)
      let hash = Data(SHA256.hash(data: Data(code.utf8))).base64EncodedString()
      #expect(policy.contains("\(source) &#39;sha256-\(hash)&#39;"))
    }
    #expect(policy.hasPrefix("default-src &#39;none&#39;;"))
    #expect(!page.contains(" style=") && !page.contains(" src=") && !page.contains("href="))
    #expect(!page.contains("url(") && !page.contains("@import"))
    #expect(page.ranges(of: /\ on[a-z]+="/).isEmpty)
  }

  @Test func `has a script of less than sixty lines`() {
    #expect("\(MapScript.text)".split(separator: "\n").count < 60)
    #expect("\(MapScript.text)".split(separator: "\n").allSatisfy { $0.count <= 110 })
  }

  @Test func `has a heading for each row and column`() throws {
    var random = SeededRandom(seed: 5)
    let plan = try MapFixture.plan()
    let page = MapFixture.map(MapFixture.records(&random, 150, hasHistory: true), plan).html
    for row in page.components(separatedBy: "<tr>").dropFirst() {
      #expect(row.contains("scope=") || row.contains("<td>"), "\(row.prefix(80))")
    }
    let tables = page.components(separatedBy: "<table").count - 1
    #expect(page.components(separatedBy: "<caption").count - 1 == tables)
    #expect(
      page.components(separatedBy: "<title id=").count - 1 == page.components(separatedBy: "<desc id=").count
        - 1)
  }
}

/// Reads a page as XML.
private final class Reading: NSObject, XMLParserDelegate {
  private(set) var isWellFormed = false
  private(set) var language: String?
  private(set) var ids: [String] = []

  init(_ page: String) {
    super.init()
    let parser = XMLParser(data: Data(page.replacing("<!DOCTYPE html>", with: "").utf8))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if name == "html" { language = attributes["lang"] }
    if let id = attributes["id"] { ids.append(id) }
  }
}
