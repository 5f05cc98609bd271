import Diagnostics

extension Composer {
  /// Looks for pasted characters in a plain scalar that libyaml took as it was.
  mutating func checkPastedText(_ text: String, at span: SourceSpan, place: Place) {
    checkMissingSpace(text, at: span, place: place)
    guard !isASCII, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return }
    let scalars = Array(text.unicodeScalars)
    if checkBullet(scalars, at: span, place: place) { return }
    checkCurlyQuotes(scalars, at: span)
    checkFalseSpaces(scalars, at: span)
  }

  /// True, with an error, where a line begins with a dash or a bullet that is none of YAML's.
  private mutating func checkBullet(_ scalars: [Unicode.Scalar], at span: SourceSpan, place: Place) -> Bool {
    switch place {
    case .root, .key: break
    case .value(let keyLine) where span.line > keyLine: break
    case .value, .item: return false
    }
    guard let bullet = PastedText.bullet(scalars) else { return false }
    let start = span.lower
    report(
      .falseListDash, PastedText.message(forBullet: bullet), at: SourceSpan(start, start.next),
      help: PastedText.bulletHelp)
    return true
  }

  private mutating func checkCurlyQuotes(_ scalars: [Unicode.Scalar], at span: SourceSpan) {
    guard let first = scalars.first, let last = scalars.last, PastedText.curlyQuotes.contains(first)
    else { return }
    if scalars.count > 1, PastedText.curlyQuotes.contains(last) {
      report(
        .curlyQuotes, "curly quotes (\(first)\(last)) are part of the text, they do not quote it", at: span,
        help: "write straight quotes (\") instead; if curly ones are meant, put straight ones around them",
        fix: PastedText.fix(forQuoted: scalars, at: span))
    } else if PastedText.openingQuotes.contains(first) {
      report(
        .curlyQuotes, severity: .warning, "the text begins with a curly quote (\(first))", at: span,
        help: "if it was meant to quote the text, write straight quotes (\"); else put those around it")
    }
  }

  private mutating func checkFalseSpaces(_ scalars: [Unicode.Scalar], at span: SourceSpan) {
    var index: Int?
    if let first = scalars.first, PastedText.isFalseSpace(first) {
      index = 0
    } else if let last = scalars.last, PastedText.isFalseSpace(last) {
      index = scalars.count - 1
    } else if let colon = scalars.firstIndex(of: ":"), colon + 1 < scalars.count,
      PastedText.isFalseSpace(scalars[colon + 1]), !scalars[..<colon].contains(" ")
    {
      index = colon + 1
    }
    guard let index else { return }
    var place = span
    if index == scalars.count - 1, index > 0 {
      (place.line, place.column) = (span.endLine, span.endColumn - 1)
    } else {
      place.column += UInt32(index)
      (place.endLine, place.endColumn) = (place.line, place.column + 1)
    }
    report(
      falseSpace: scalars[index], at: place, fix: PastedText.fix(forSpaceAt: index, of: scalars, at: place))
  }

  private mutating func report(falseSpace scalar: Unicode.Scalar, at span: SourceSpan, fix: TextFix) {
    report(
      .nonBreakingSpace,
      "a \(PastedText.name(ofFalseSpace: scalar)) (\(scalar.codePoint)) is text to YAML, not space", at: span,
      help: PastedText.help(forFalseSpace: scalar), fix: fix)
  }

  private mutating func checkMissingSpace(_ text: String, at span: SourceSpan, place: Place) {
    switch place {
    case .root: break
    case .value(let keyLine) where span.line > keyLine: break
    default: return
    }
    guard let entry = PastedText.entryWithoutSpace(text) else { return }
    let severity: Severity = place == .root ? .error : .warning
    reportMissingSpace(entry.key, severity: severity, at: span)
  }

  /// Looks for `{stage:decision}`, which is a key `stage:decision` without a value.
  mutating func checkFlowEntry(_ key: Scalar, at span: SourceSpan, value: Node) {
    guard key.style == .plain, case .scalar(let scalar) = value.content, scalar.style == .plain,
      scalar.text.isEmpty, let entry = PastedText.entryWithoutSpace(key.text)
    else { return }
    reportMissingSpace(entry.key, severity: .error, at: span)
  }

  /// Whether a key is one together with what should be its value, which is reported: `when {stage`, `when = {stage`, and
  /// `action = guide` between braces.
  mutating func isFlawed(_ key: Scalar, at span: SourceSpan, value: Node) -> Bool {
    guard key.style == .plain, key.text.utf8.contains(where: { Self.signsOfValues.contains($0) }) else {
      return false
    }
    if let match = key.text.wholeMatch(of: /:?([A-Za-z_][A-Za-z0-9_.\-]*?) ?(=>?|->|:)? ?[{\[].*/) {
      let message =
        switch match.2 {
        case ":": "no space after the colon of '\(match.1):'"
        case let sign?: "'\(sign)' stands where a ':' should, after '\(match.1)'"
        case nil: "a ':' is missing after '\(match.1)'"
        }
      report(
        .missingSpace, message, at: span, help: "write '\(match.1): …'",
        fix: key.text.hasPrefix("\(match.1):") ? PastedText.fix(forSpaceAfter: match.1, at: span) : nil)
      return true
    }
    if case .scalar(let scalar) = value.content, scalar.text.isEmpty,
      let match = key.text.wholeMatch(of: /([A-Za-z_][A-Za-z0-9_.\-]*) ?=>? ?(.+)/)
    {
      report(
        .missingSpace, "'=' stands where a ':' should, after '\(match.1)'", at: span,
        help: "write '\(match.1): \(match.2)'")
      return true
    }
    return false
  }

  private static let signsOfValues = Array("{[=".utf8)

  private mutating func reportMissingSpace(_ key: String, severity: Severity, at span: SourceSpan) {
    report(
      .missingSpace, severity: severity, "no space after the colon of '\(key):'", at: span,
      help: "write '\(key): …'; put quotes around it if it is a text",
      // What may be a text is not touched.
      fix: severity == .error ? PastedText.fix(forSpaceAfter: key, at: span) : nil)
  }
}
