import Time

/// How numbers are written in a language.
struct MapNumbers {
  private let language: MapLanguage

  init(_ language: MapLanguage) { self.language = language }

  func text(_ count: MapCount) -> String {
    switch count {
    case .count(let number): text(number)
    case .few: MapPhrase.few.text(language)
    }
  }

  /// With its thousands apart.
  func text(_ number: Int) -> String {
    let separator =
      switch language {
      case .en: ","
      case .da: "."
      case .sv, .nb, .pl: "\u{A0}"
      }
    return number.grouped.replacing(",", with: separator)
  }

  /// With two decimals and a sign, as feelings are.
  func feeling(_ mean: Double) -> String {
    let text = abs(mean).text(decimals: 2)
    let sign = text == "0.00" ? "" : mean < 0 ? "−" : "+"
    return sign + decimal(text)
  }

  /// With as few decimals as are needed, at most one.
  func short(_ number: Double) -> String {
    let text = number.text(decimals: 1)
    return decimal(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
  }

  private func decimal(_ text: String) -> String {
    language == .en ? text : text.replacing(".", with: ",")
  }

  /// Such as `2026-09-23`, on the wall clock of a zone.
  static func date(_ instant: Instant, _ zone: Zone) -> String {
    let month = zone.month(at: instant)
    let wall = zone.wallClock(at: instant)
    let days = wall >= 0 ? wall / 86_400 : (wall - 86_399) / 86_400
    let day = CivilDate(daysSinceEpoch: Int(days)).day
    return "\(month)-\(day < 10 ? "0" : "")\(day)"
  }
}
