/// Which files of a directory make up a rule book.
package enum RuleFile {
  /// True for `*.yaml` and `*.yml`, except rule tests (`*.test.yaml`), backups (`…~`) and whatever lies under
  /// a name that starts with `.` or `_`.
  ///
  /// - Parameter path: relative to the rules directory, with `/` between its parts.
  package static func belongs(path: String) -> Bool {
    let names = path.split(separator: "/", omittingEmptySubsequences: true)
    guard let name = names.last, !names.contains(where: { $0.hasPrefix(".") || $0.hasPrefix("_") }) else {
      return false
    }
    guard !names.contains(where: { $0.hasSuffix("~") }) else { return false }
    guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { return false }
    return !name.hasSuffix(".test.yaml") && !name.hasSuffix(".test.yml")
  }
}
