/// Comparisons with texts that a value never is.
extension Checker {
  mutating func checkDomains(_ call: Expression.Call, _ arguments: [Expression], _ given: [Type]) {
    guard arguments.count == 2 else { return }
    let types = given.map { unification.resolved($0) }
    switch call.function.text {
    case Operator.equal, Operator.notEqual:
      expect(types[0], arguments[1])
      expect(types[1], arguments[0])
      if case .domain(let one) = types[0], case .domain(let other) = types[1], one != other,
        !one.values.contains(where: other.has)
      {
        report(
          .neverEqual, call.function.range, "\(article(one.name)) is never \(article(other.name))")
      }
    case Operator.contained:
      if case .domain = types[0] { expect(.list(types[0]), arguments[1]) }
      expectKey(of: types[1], arguments[0])
    case Operator.index, Operator.optionalIndex: expectKey(of: types[0], arguments[1])
    default: break
    }
  }

  private func article(_ name: String) -> String {
    (name.first.map { "aeiou".contains($0) } == true ? "an " : "a ") + name
  }

  private mutating func expectKey(of container: Type, _ key: Expression) {
    switch container {
    case .list(let element): expect(element, key)
    case .map(let keys, _): expect(keys, key)
    case .optional(let inner): expectKey(of: unification.resolved(inner), key)
    case .record(let record):
      if let name = key.literalText { _ = field(.init(text: name, range: key.range), of: record) }
    default: break
    }
  }

  /// Reports the literals in an expression that are not in the domain of a type.
  mutating func expect(_ type: Type, _ expression: Expression) {
    switch (type, expression.form) {
    case (.domain, .literal(.string(let text))): expect(type, text, at: expression.range)
    case (.domain, .call(let call))
    where call.function.text == Operator.conditional && call.arguments.count == 3:
      expect(type, call.arguments[1])
      expect(type, call.arguments[2])
    case (.list(let element), .list(let elements)):
      for part in elements { expect(element, part.value) }
    default: break
    }
  }

  /// Reports a text that is not in the domain of a type.
  ///
  /// - Parameter hint: what else may be meant, where something is.
  mutating func expect(
    _ type: Type, _ text: String, at range: Range<Int>, otherwise hint: String? = nil
  ) {
    guard case .domain(let domain) = unification.resolved(type), !domain.has(text) else { return }
    report(
      .neverEqual, unknown: text, range, "there is no \(domain.name) '\(text)'", help: hint,
      among: domain.values
    ) { Self.choices(domain) }
  }

  private static func choices(_ domain: Domain) -> String? {
    guard !domain.values.isEmpty, domain.values.count <= 8 else { return nil }
    return "it is one of " + domain.values.map { "'\($0)'" }.joined(separator: ", ")
  }
}
