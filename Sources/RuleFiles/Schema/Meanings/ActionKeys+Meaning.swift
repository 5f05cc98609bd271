extension ActionKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .kind: "A word of your own for actions of one sort; caps, pauses and rules may name it"
    case .group: "Another word to sort actions by"
    case .title: "What people call it: one text, or one for each language"
    case .channels: "In order of preference; without any it needs no channel"
    case .treatments: "By channel, what the caller gets for the channel that is chosen: any values"
    case .payload: "Handed to the caller as it stands: any values"
    case .weight: "The score is multiplied by it: 0 to 100, 1 if left out"
    case .available: "When it may be recommended"
    case .eligible: "A condition: who may ever receive it"
    case .cooldown: "Not again to the same journey within this time, such as 14d"
    case .caps: "How contact caps treat it"
    case .accept: "What waymark check finds here and is meant: by id the reason"
    }
  }
}

extension ActionCapsKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .exempt: "true: contact caps do not hold it back"
    case .counts: "false: a contact with it does not count toward contact caps"
    }
  }
}

extension AvailabilityKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .from: "From then on: RFC 3339, or a bare date, which is midnight in the book's time zone"
    case .until: "Until then, exclusive: RFC 3339, or a bare date, which is midnight in the book's time zone"
    }
  }
}
