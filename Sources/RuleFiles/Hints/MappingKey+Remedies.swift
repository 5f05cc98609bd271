/// What to do about the keys of other tools and languages, where keys of each kind stand.
extension Section { static var remedies: [String: String] { ForeignWords.sections } }
extension RuleKey { static var remedies: [String: String] { ForeignWords.rules } }
extension ActionKey { static var remedies: [String: String] { ForeignWords.actions } }
extension RecommendationKey { static var remedies: [String: String] { ForeignWords.recommendations } }
extension DetectionKey { static var remedies: [String: String] { ForeignWords.detections } }
extension PlacementKey { static var remedies: [String: String] { ForeignWords.placements } }
extension AlertKey { static var remedies: [String: String] { ForeignWords.alerts } }
extension ConditionKey { static var remedies: [String: String] { ForeignWords.conditions } }
extension BoundKey { static var remedies: [String: String] { ForeignWords.counts } }
extension CapKey { static var remedies: [String: String] { ForeignWords.caps } }
extension PauseKey { static var remedies: [String: String] { ForeignWords.pauses } }
extension QuietHoursKey { static var remedies: [String: String] { ForeignWords.quietHours } }
extension AttributeKey { static var remedies: [String: String] { ForeignWords.attributes } }
extension ExitKey { static var remedies: [String: String] { ForeignWords.exits } }
extension TriggerKey { static var remedies: [String: String] { ForeignWords.lasting } }
extension PainPointKey { static var remedies: [String: String] { ForeignWords.painPoints } }
extension PolicyKey { static var remedies: [String: String] { ForeignWords.policies } }
