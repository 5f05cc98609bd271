/// A day of the week, from Monday.
package enum Weekday: Int, Sendable, CaseIterable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  /// As the book writes it: `mon`.
  package var name: String { ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][rawValue] }
}
