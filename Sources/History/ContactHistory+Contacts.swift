package import Decisions
import Rules
package import Time

extension ContactHistory {
  /// Whether anything was ever recorded of a channel.
  package func contains(channel: String) -> Bool { index.hasChannel(channel) }

  /// Whether anything was ever recorded of an action.
  package func contains(action: String) -> Bool { index.hasAction(action) }

  /// A journey's contacts, by instant, with all that came of them.
  ///
  /// - Parameter span: how near each other records of one contact are.
  package func contacts(of journey: String, within span: TimeSpan) -> [ContactDocument] {
    guard let number = index.journeys.number(of: journey) else { return [] }
    return JourneyRecords(ofJourney: number, in: index).remembered(within: span)
  }

  /// The contacts of the journeys that stand from a place on.
  ///
  /// - Returns: them, and the place to go on at; nil at the end.
  package func contacts(fromPlace place: Int, journeys count: Int, within span: TimeSpan) -> (
    contacts: [ContactDocument], next: Int?
  ) {
    let names = index.journeys.names
    let end = min(place + count, names.count)
    guard place < end else { return ([], nil) }
    let contacts = (place..<end).filter { !names[$0].isEmpty }
      .flatMap { JourneyRecords(ofJourney: Int32($0), in: index).remembered(within: span) }
    return (contacts, end < names.count ? end : nil)
  }
}
