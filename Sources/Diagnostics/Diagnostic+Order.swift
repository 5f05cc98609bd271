extension Diagnostic: Comparable {
  /// By file, in byte order, then by place, id and message.
  package static func < (left: Diagnostic, right: Diagnostic) -> Bool {
    let (one, two) = (left.location, right.location)
    if one.file != two.file { return one.file.utf8.lexicographicallyPrecedes(two.file.utf8) }
    let places = (one.span.line, one.span.column)
    let others = (two.span.line, two.span.column)
    if places != others { return places < others }
    if left.id != right.id { return left.id.name.utf8.lexicographicallyPrecedes(right.id.name.utf8) }
    return left.message.utf8.lexicographicallyPrecedes(right.message.utf8)
  }
}
