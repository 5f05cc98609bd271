package import Diagnostics

/// Which files of a directory make up a rule book.
package enum RuleFile {
  /// What a file is by its name alone.
  package enum Kind: Sendable, Equatable {
    /// `*.yaml` and `*.yml`, in any case.
    case rules
    /// `*.test.yaml` and `*.test.yml`, in any case: no part of the book.
    case test
    /// `*.csv`, in any case: part of the book where a table names it.
    case sheet
    /// Has `.yaml` or `.yml` inside its name, as `rules.yaml.txt` does: probably meant to be read.
    case looksLikeRules
    /// `*.txt`, `*.json` and slips such as `*.ymal`, in any case, and names without an ending: its contents tell whether it was meant to be read.
    case text
    /// Hidden, left out on purpose, a backup, or something else altogether.
    case other
  }

  /// - Parameter name: without folders.
  package static func kind(ofName name: some StringProtocol) -> Kind {
    guard !isSkipped(name: name) else { return .other }
    let name = name.utf8.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
    func ends(_ ending: String) -> Bool {
      name.count >= ending.utf8.count && name.suffix(ending.utf8.count).elementsEqual(ending.utf8)
    }
    if ends(".test.yaml") || ends(".test.yml") { return .test }
    if ends(".yaml") || ends(".yml") { return .rules }
    if ends(".csv") { return .sheet }
    let text = String(decoding: name, as: UTF8.self)
    if text.contains(".yaml") || text.contains(".yml") { return .looksLikeRules }
    return ends(".txt") || ends(".json") || isSlipOfEnding(text) ? .text : .other
  }

  /// Whether a name ends much as rule files do, or has no ending at all.
  private static func isSlipOfEnding(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return true }
    let ending = name[name.index(after: dot)...]
    return (2...6).contains(ending.count) && "yaml".contains(ending.first ?? "-")
      && Set(ending).isSuperset(of: "ym") && ending.allSatisfy { "yamlk".contains($0) }
  }

  /// Whether a file begins as rule files do: with a section at the very left, or in JSON with one as its first key.
  ///
  /// - Parameter bytes: its first ones are enough.
  package static func beginsLikeRules(_ bytes: some Sequence<UInt8>) -> Bool {
    let text = String(decoding: Array(bytes), as: UTF8.self).trimmingPrefix("\u{FEFF}")
    // A section has a mapping: in a journey state some of these names have a list.
    let object = /\s*\{\s*(?:"\$schema"\s*:\s*"[^"]*"\s*,\s*)?"([a-z_]+)"\s*:\s*\{/
    if let match = text.prefixMatch(of: object) { return Section(rawValue: String(match.1)) != nil }
    let lines = text.split(whereSeparator: \.isNewline)
    let first = lines.first { line in
      let text = line.trimmed
      return !(text.isEmpty || text.hasPrefix("#") || text == "---")
    }
    guard let first, let match = first.wholeMatch(of: /([a-z_]+):(?:\s*|\s+[{#].*)/) else {
      return false
    }
    return Section(rawValue: String(match.1)) != nil
  }

  /// True for names of files and folders that are ignored silently: those that start with `.` or `_` or end
  /// in `~`.
  package static func isSkipped(name: some StringProtocol) -> Bool {
    let bytes = Array(name.utf8)
    return bytes.isEmpty || bytes.first == UInt8(ascii: ".") || bytes.first == UInt8(ascii: "_")
      || bytes.last == UInt8(ascii: "~")
  }

  /// What to call a file of rule tests: `shop.test.yaml` for `shop.tests.yaml`, `test.shop.yaml` or `shop_test.yaml`.
  ///
  /// - Returns: the name without folders.
  static func nameForTests(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let parts = name.split { ".-_ ".contains($0) }.dropLast().filter {
      !["test", "tests"].contains($0.lowercased())
    }
    return "\(parts.isEmpty ? "rules" : parts.joined(separator: "-")).test.yaml"
  }

  /// True for rule files, unless something on their way is skipped.
  ///
  /// - Parameter path: relative to the rules directory, with `/` between its parts.
  package static func belongs(path: String) -> Bool { kind(ofPath: path) == .rules }

  /// What a file is by its path: something else, where anything on its way is skipped.
  ///
  /// - Parameter path: relative to the rules directory, with `/` between its parts.
  package static func kind(ofPath path: String) -> Kind {
    // By bytes: a combining mark would make one character of itself and the slash before it.
    let names = path.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
    guard let name = names.last, !names.contains(where: { isSkipped(name: $0) }) else { return .other }
    return kind(ofName: name)
  }
}

extension DiagnosticID {
  /// Of a file that is no part of a book and looks as if it were meant to be.
  package static let notRead = DiagnosticID(
    "not-read",
    page: """
      A file in the folder of the rule book has .yaml or .yml inside its name but does not end so, such as \
      rules.yaml.txt, or it is a text file such as rules.txt or rules.json that begins as rule files do, or a CSV file that \
      no table names. It is not read: whatever rules it holds are not in force. Rename it so that it ends in .yaml if it \
      belongs to the book (JSON is YAML, too), or name the CSV file in a table: 'rows: nurture.csv'. If it does not belong \
      to the book, let its name begin with an underscore, and this note goes away.
      """)
}
