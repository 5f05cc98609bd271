/// The targets that `Package.swift` declares, as far as its own helpers go: `module`, `tests(of:)` and SwiftPM's functions.
package struct Manifest {
  package struct Target {
    package let name: String
    /// Its folder in the project.
    package let path: String
    /// The modules that it may import, in the order of the manifest.
    package let dependencies: [String]
  }

  package let targets: [Target]

  package init() throws {
    let text = try Project.text("Package.swift")
    var lists: [Substring: [String]] = [:]
    for match in text.matches(of: /(?m)^let (\w+)(?:: \[Target\.Dependency\])? = .*/) {
      let definition = text[match.range.lowerBound...].dropFirst(4).prefix(600)
      let end = definition.firstRange(of: "\nlet ")?.lowerBound ?? definition.endIndex
      let products = definition[..<end].matches(of: /\.product\(name: "(\w+)"/).map { String($0.output.1) }
      if !products.isEmpty { lists[match.output.1] = products }
    }
    let start = text.firstRange(of: "  targets: [\n")?.upperBound ?? text.endIndex
    targets = text[start...].matches(of: /(?m)^    (\.?\w+)\(/).compactMap { match in
      let call = Self.balanced(text[match.range.lowerBound...])
      guard let name = call.firstMatch(of: /"(\w+)"/)?.output.1 else { return nil }
      var dependencies: [String] = []
      // What stands in the first brackets, and what is added to them.
      if let bracket = call.firstRange(of: /(?:dependencies: |, |,\s+)\[/) {
        let list = Self.balanced(call[call.index(before: bracket.upperBound)...])
        let added = call[list.endIndex...].prefixMatch(of: /\s*\+ (\w+)/)?.output.1
        for word in list.matches(of: /"(\w+)"|\b([a-z]\w+)\b/) {
          if let name = word.output.1 {
            dependencies.append(String(name))
          } else if let list = word.output.2 {
            dependencies += lists[list] ?? []
          }
        }
        if let added { dependencies += lists[added] ?? [] }
      }
      switch match.output.1 {
      case "module": return Target(name: String(name), path: "Sources/\(name)", dependencies: dependencies)
      case "tests":
        let all = dependencies + ["TestSupport"]
        return Target(name: "\(name)Tests", path: "Tests/\(name)Tests", dependencies: all)
      case ".systemLibrary": return nil
      default:
        let path = call.firstMatch(of: /path: "([\w\/]+)"/).map { String($0.output.1) }
        let usual = "\(match.output.1 == ".testTarget" ? "Tests" : "Sources")/\(name)"
        return Target(name: String(name), path: path ?? usual, dependencies: dependencies)
      }
    }
  }

  /// From the beginning to the bracket that closes the first one.
  private static func balanced(_ text: Substring) -> Substring {
    var depth = 0
    for index in text.indices {
      switch text[index] {
      case "(", "[": depth += 1
      case ")", "]":
        depth -= 1
        if depth == 0 { return text[...index] }
      default: break
      }
    }
    return text
  }
}
