/// Where symbolic links in the folder of a rule book may lead.
package enum LinkPolicy: String, Sendable, CaseIterable {
  /// To places in the folder.
  case inside
  /// Anywhere.
  case follow
}
