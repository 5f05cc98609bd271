import Crypto
import Foundation
import Rules
import Time

extension JourneyMap {
  /// The map as one HTML file that needs no other: its own style and script, allowed by their hashes, and nothing else.
  package var html: String { MapPage(self).html }
}

/// Writes a map as a page.
struct MapPage {
  let map: JourneyMap
  let numbers: MapNumbers

  init(_ map: JourneyMap) {
    self.map = map
    numbers = MapNumbers(map.languages.own)
  }

  var vocabulary: Vocabulary { map.book.vocabulary }
  func text(_ phrase: MapPhrase) -> String { phrase.text(map.languages.own) }
  func text(_ phrase: MapPhrase, _ value: String) -> String { phrase.text(map.languages.own, value) }

  var html: String {
    var page = HTMLWriter()
    page.element("html", ["lang": map.languages.own.rawValue]) { page in
      page.element("head") { writeHead(&$0) }
      page.element("body") { page in
        page.element("header") { writeHeader(&$0) }
        page.element("main") { page in
          for (number, sheet) in map.sheets.enumerated() { write(sheet, number, &page) }
          writeCompleteness(&page)
        }
        page.element("footer") { writeNotes(&$0) }
        page.code("script", MapScript.text)
      }
    }
    return "<!DOCTYPE html>\n" + page.html
  }

  private func writeHead(_ page: inout HTMLWriter) {
    page.void("meta", ["charset": "utf-8"])
    let policy =
      "default-src 'none'; style-src \(Self.hash(of: MapStyle.text)); script-src \(Self.hash(of: MapScript.text)); "
      + "base-uri 'none'; form-action 'none'"
    page.void("meta", ["http-equiv": "Content-Security-Policy", "content": policy])
    page.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
    page.void("meta", ["name": "referrer", "content": "no-referrer"])
    page.element("title", text(.title))
    page.code("style", MapStyle.text)
  }

  /// As a source expression of CSP (level 3, 2.3.1).
  private static func hash(of code: StaticString) -> String {
    "'sha256-\(Data(SHA256.hash(data: Data("\(code)".utf8))).base64EncodedString())'"
  }

  private func writeHeader(_ page: inout HTMLWriter) {
    let zone = map.book.policies.zone
    page.element("h1", text(.title))
    var facts = [text(.asOf, MapNumbers.date(map.asOf, zone)), text(.revision, map.book.revision)]
    if let since = map.events?.completeSince {
      facts.append(text(.completeSince, MapNumbers.date(since, zone)))
    } else {
      facts.append(text(.noEvents))
    }
    page.element("p", ["class": "soft"], facts.joined(separator: " · "))
    // Nothing can be chosen without the script, which takes the attribute away.
    page.element("form", ["id": "choice", "hidden": "", "aria-label": text(.choose)]) { page in
      writeChoice("market", .market, .everyMarket, markets, &page)
      writeChoice("persona", .persona, .everyPersona, personas, &page)
      page.element("label", ["class": "check", "for": "numbers"]) { page in
        page.void("input", ["type": "checkbox", "id": "numbers", "checked": ""])
        page.text(text(.showNumbers))
      }
    }
    page.element("p", ["id": "none", "role": "status", "data-text": text(.noMap)], "")
  }

  private var markets: [(value: String, label: String)] {
    vocabulary.markets.items.enumerated().map { ("\($0)", map.languages.label($1.label, $1.id)) }
  }

  private var personas: [(value: String, label: String)] {
    vocabulary.personas.items.enumerated().map { ("\($0)", map.languages.label($1.label, $1.id)) }
      .sorted { ($0.label, $0.value) < ($1.label, $1.value) }
  }

  private func writeChoice(
    _ id: String, _ heading: MapPhrase, _ every: MapPhrase, _ options: [(value: String, label: String)],
    _ page: inout HTMLWriter
  ) {
    page.element("label", ["for": id]) { page in
      page.text(text(heading))
      page.element("select", ["id": id]) { page in
        page.element("option", ["value": ""], text(every))
        for option in options { page.element("option", ["value": option.value], option.label) }
      }
    }
  }

  private func writeNotes(_ page: inout HTMLWriter) {
    page.element("p", text(.planNote))
    guard let events = map.events else { return }
    page.element("p", text(.privacy, text(.few)))
    if case .count = events.enteredUnseen {
      page.element("p", text(.enteredUnseen, numbers.text(events.enteredUnseen)))
    }
    page.element("p", text(.noCause))
  }
}
