/// All standard functions by name.
enum Library {
  static let functions: [String: Function] = {
    let groups = [
      operators, comparisons, conversions, strings, stringExtension, times, math, bits, lists, sets, encoders,
      optionals,
    ]
    var table: [String: Function] = [:]
    for function in groups.joined() {
      table[function.name, default: Function(function.name, [])].add(function)
    }
    return table
  }()
}
