/// The keys of one kind of mapping, each with what it means, as editors show it beside the key.
package protocol DescribedKey: MappingKey {
  /// A sentence or two, without an end.
  var meaning: String { get }
}
