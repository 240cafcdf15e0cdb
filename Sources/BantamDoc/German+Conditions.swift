import BantamProgram

extension German {
  func leaf(_ kind: ConditionKind, _ subject: Context, isNegated: Bool) -> Words {
    let not = isNegated ? "nicht " : ""
    switch kind {
    case .constant(let holds): return holds != isNegated ? "alle sind gemeint" : "niemand ist gemeint"
    case .segment(let id):
      return program.segments[id].isDefine
        ? "\(it(subject)) erfüllt das Kriterium \(mention(.segment(id)))\(isNegated ? " nicht" : "")"
        : "\(it(subject)) gehört \(not)zu \(mention(.segment(id)))"
    case .isMissing(let reference):
      return "\(value(reference)) \(being(reference.field)) \(isNegated ? "bekannt" : "nicht bekannt")"
    case .isYes(let reference): return "\(value(reference)) ist \(not)„ja“\(orUnknown(isNegated))"
    case .text(let reference, let test): return text(reference, test, isNegated)
    case .sameText(let first, let second):
      return "\(value(first)) ist \(not)gleich \(value(second))\(orOneUnknown(isNegated))"
    case .isShared(let reference):
      return "\(isNegated ? "kein" : "ein") anderer Kontakt hat den gleichen Eintrag bei \(value(reference))"
    case .number(let expression, let range): return number(expression, range, subject, isNegated)
    case .compare(let left, let comparison, let right):
      let words = "\(self.expression(left)) ist \(not)\(compared(comparison))" as Words
      return "\(words) \(self.expression(right))\(orOneUnknown(isNegated))"
    case .time(let reference, .anniversaryInNext(let duration)):
      return "der Tag von \(value(reference)) jährt sich \(when(.inNext(duration)))\(isNegated ? " nicht" : "")"
        + orUnknown(isNegated)
    case .time(let reference, let test):
      return "\(value(reference)) liegt \(not)\(when(test))\(orUnknown(isNegated))"
    case .compareTimes(let first, let comparison, let second):
      return "\(value(first)) liegt \(not)\(comparedTimes(comparison)) \(value(second))\(orOneUnknown(isNegated))"
    case .within(let reference, let kilometres, let place):
      let far = number(kilometres, isMoney: false)
      let many = isNegated ? "mehr als" : "höchstens"
      return "\(value(reference)) ist \(many) \(far) km von \(mention(.place(place))) entfernt\(orUnknown(isNegated))"
    case .sample(let buckets, let of, let seed): return sample(buckets, of, seed, subject, isNegated)
    case .did, .edge, .sequence, .aggregate, .didInEach: return activity(kind, isNegated)
    case .member(let id, let status, let joined):
      return member(id, statuses: status.map { [$0] } ?? [], joined: joined, subject, isNegated: isNegated)
    case .memberOfOther(_, let joined):
      let words = isNegated ? "keiner anderen" : "irgendeiner anderen"
      return "\(it(subject)) ist Mitglied \(words) Kampagne\(joined.map { ", beigetreten \(when($0))" } ?? "")"
    case .stage(let test): return stage(test, subject, isNegated)
    case .stageEver(let project, let funnel, let stage):
      return stageEver(project, funnel, stage, subject, isNegated)
    case .reachable(let id):
      return "\(it(subject)) darf für den Zweck \(mention(.purpose(id))) \(not)angesprochen werden"
    // Those that hold others are told by `clauses`.
    case .all, .any, .not, .atLeast, .persons, .ofCompany: return ""
    }
  }

  func orUnknown(_ isNegated: Bool) -> Words { isNegated ? " (oder nicht bekannt)" : "" }

  private func orOneUnknown(_ isNegated: Bool) -> Words {
    isNegated ? " (oder eines von beiden ist nicht bekannt)" : ""
  }

  func value(_ reference: FieldReference) -> Words { field(reference.field) }

  private func sample(
    _ buckets: ClosedRange<Int>, _ of: Int, _ seed: String, _ subject: Context, _ isNegated: Bool
  ) -> Words {
    let parts =
      buckets.count == 1 ? "Teil \(buckets.lowerBound)" : "den Teilen \(buckets.lowerBound) bis \(buckets.upperBound)"
    let by: Words = seed.isEmpty ? "" : ", gezogen mit \(quoted(seed))"
    let not = isNegated ? "nicht " : ""
    return "\(it(subject)) ist \(not)in \(parts) von \(of) einer bleibenden zufälligen Teilung\(by)"
  }

  func member(
    _ campaign: CampaignID, statuses: [String], joined: TimeTest?, _ subject: Context, isNegated: Bool
  ) -> Words {
    let not = isNegated ? "kein " : ""
    var words = "\(it(subject)) ist \(not)Mitglied der Kampagne \(mention(.campaign(campaign)))" as Words
    if let joined { words.append(", beigetreten \(when(joined))") }
    if !statuses.isEmpty { words.append(" mit dem Status \(or(statuses))") }
    return words
  }

  // MARK: Stages

  private func stage(_ test: StageTest, _ subject: Context, _ isNegated: Bool) -> Words {
    let stage = self.stage(test.funnel, test.stage)
    let place: Words =
      switch test.comparison {
      case .equal: "auf \(stage)"
      case .notEqual: "auf einer anderen Stufe als auf \(stage)"
      case .less: "vor \(stage)"
      case .lessOrEqual: "auf \(stage) oder davor"
      case .greater: "nach \(stage)"
      case .greaterOrEqual: "auf \(stage) oder danach"
      }
    if isNegated, isAnyProject(test.project, test.funnel) { return "\(it(subject)) steht in keinem Projekt \(place)" }
    let project = inProject(test.project, test.funnel)
    return "\(it(subject)) steht\(project) \(isNegated ? "nicht " : "")\(place)"
  }

  private func stageEver(
    _ project: String?, _ funnel: FunnelID, _ stage: Int, _ subject: Context, _ isNegated: Bool
  ) -> Words {
    let (who, place) = (it(subject), self.stage(funnel, stage))
    let project = isAnyProject(project, funnel) ? nil : inProject(project, funnel)
    guard let project else {
      return isNegated
        ? "\(who) stand noch in keinem Projekt auf \(place) und steht auch jetzt in keinem dort"
        : "\(who) stand schon einmal in mindestens einem Projekt auf \(place) oder steht jetzt dort"
    }
    return isNegated
      ? "\(who) stand\(project) noch nie auf \(place) und steht auch jetzt nicht dort"
      : "\(who) stand\(project) schon einmal auf \(place) oder steht jetzt dort"
  }

  private func isAnyProject(_ project: String?, _ funnel: FunnelID) -> Bool {
    project == nil && program.funnels[funnel].isPerProject
  }

  func stage(_ funnel: FunnelID, _ stage: Int) -> Words {
    let stage = program.funnels[funnel].stages[stage]
    return "der Stufe \(Words(.mention(quoted(stage.label ?? spaced(stage.name)), .funnel(funnel))))"
  }

  private func inProject(_ project: String?, _ funnel: FunnelID) -> Words {
    if let project { return " im Projekt \(quoted(spaced(project)))" }
    return program.funnels[funnel].isPerProject ? " in mindestens einem Projekt" : ""
  }

  // MARK: Numbers

  func expression(_ expression: NumberExpression, isNested: Bool = false) -> Words {
    switch expression {
    case .constant(let number): return Words(text: self.number(number, isMoney: false))
    case .field(let reference): return value(reference)
    case .companyField(let reference): return "\(value(reference)) des Unternehmens"
    case .elapsed(let unit, let reference): return "die Zahl der vollen \(units(unit)) seit \(value(reference))"
    case .binary(let operation, let left, let right):
      let sign =
        switch operation {
        case .add: "plus"
        case .subtract: "minus"
        case .multiply: "mal"
        case .divide: "geteilt durch"
        }
      let first = self.expression(left, isNested: true)
      let words = "\(first) \(sign) \(self.expression(right, isNested: true))" as Words
      return isNested ? "(\(words))" : words
    }
  }

  private func number(
    _ expression: NumberExpression, _ range: NumberRange, _ subject: Context, _ isNegated: Bool
  ) -> Words {
    let isMoney = catalogue.isMoney(expression)
    let many = self.range(range, isMoney: isMoney)
    let not = isNegated ? "nicht " : ""
    if case .field(let reference) = expression {
      let label = catalogue.label(.field(reference.field))
      switch program.fields[reference.field].name {
      case "employees" where label == nil || label == "Mitarbeiter":
        let employees = Words(.mention("Mitarbeiter", .field(reference.field)))
        let unknown = isNegated ? " (oder ihre Zahl ist nicht bekannt)" : ""
        return "\(it(subject)) hat \(not)\(many) \(employees)\(unknown)"
      case "age" where label == nil:
        let old = Words(.mention("alt", .field(reference.field)))
        let unknown = isNegated ? " (oder das Alter ist nicht bekannt)" : ""
        return "\(it(subject)) ist \(not)\(many) Jahre \(old)\(unknown)"
      default: break
      }
    }
    return "\(self.expression(expression)) \(isMoney ? "beträgt" : "ist") \(not)\(many)\(orUnknown(isNegated))"
  }

  /// `mindestens 100.000 €`, `10 bis 250`, `1, 2 oder 3`
  func range(_ range: NumberRange, isMoney: Bool) -> Words {
    func text(_ value: Number) -> String { number(value, isMoney: isMoney) }
    return range.pieces.map { piece -> Words in
      switch (piece.low, piece.high) {
      case (let low?, let high?) where low == high: "\(text(low))"
      case (let low?, let high?):
        piece.includesLow && piece.includesHigh
          ? "\(text(low)) bis \(text(high))"
          : "\(piece.includesLow ? "mindestens" : "mehr als") \(text(low)) und \(piece.includesHigh ? "höchstens" : "weniger als") \(text(high))"
      case (let low?, nil): "\(piece.includesLow ? "mindestens" : "mehr als") \(text(low))"
      case (nil, let high?): "\(piece.includesHigh ? "höchstens" : "weniger als") \(text(high))"
      case (nil, nil): "irgendeine Zahl"
      }
    }.listed(or)
  }

  private func compared(_ comparison: Comparison) -> String {
    switch comparison {
    case .equal: "gleich"
    case .notEqual: "verschieden von"
    case .less: "kleiner als"
    case .lessOrEqual: "höchstens so groß wie"
    case .greater: "größer als"
    case .greaterOrEqual: "mindestens so groß wie"
    }
  }

  private func comparedTimes(_ comparison: Comparison) -> String {
    switch comparison {
    case .equal: "gleichzeitig mit"
    case .notEqual: "zu anderer Zeit als"
    case .less: "vor"
    case .lessOrEqual: "gleichzeitig mit oder vor"
    case .greater: "nach"
    case .greaterOrEqual: "gleichzeitig mit oder nach"
    }
  }

  // MARK: Texts

  private func text(_ reference: FieldReference, _ test: TextTest, _ isNegated: Bool) -> Words {
    let exactly = test.isExact ? " (genau so geschrieben)" : ""
    let words =
      "\(value(reference)) \(related(test.relation, containing(reference.field), isNegated))\(exactly)" as Words
    return "\(words)\(orUnknown(isNegated))"
  }

  private func related(_ relation: TextRelation, _ contain: String, _ isNegated: Bool) -> Words {
    let not = isNegated ? "nicht " : ""
    switch relation {
    case .equals(let values): return isNegated ? "ist \(nor(values))" : "ist \(or(values))"
    case .inList(let id): return "steht \(not)auf der Liste \(mention(.list(id)))"
    case .containsAny(let values): return isNegated ? "\(contain) \(nor(values))" : "\(contain) \(or(values))"
    case .containsAll(let values):
      return isNegated ? "\(contain) nicht alles davon: \(and(values))" : "\(contain) \(and(values))"
    case .containsListEntry(let id):
      return "\(contain) \(isNegated ? "keinen" : "einen") Eintrag der Liste \(mention(.list(id)))"
    case .startsWith(let values): return "beginnt \(not)mit \(or(values))"
    case .endsWith(let values): return "endet \(not)mit \(or(values))"
    case .like(let glob):
      return "passt \(not)auf das Muster \(quoted(glob)) (* steht für beliebigen Text, ? für ein Zeichen)"
    case .matches(let pattern): return "passt \(not)auf den regulären Ausdruck \(Words.code(pattern))"
    case .range(let low, let high): return "liegt \(not)\(between(low, high))"
    case .under(let value, let id):
      return isNegated
        ? "ist weder \(quoted(value)) noch steht es darunter in der Liste \(mention(.list(id)))"
        : "ist \(quoted(value)) oder steht darunter in der Liste \(mention(.list(id)))"
    }
  }

  private func nor(_ values: [String]) -> Words {
    let words = values.map { Words(text: quoted($0)) }
    return words.count == 1 ? "nicht \(words[0])" : "weder " + words.joined(" noch ")
  }

  private func between(_ low: String?, _ high: String?) -> Words {
    switch (low, high) {
    case (let low?, let high?): "zwischen \(quoted(low)) und \(quoted(high))"
    case (let low?, nil): "im Alphabet bei \(quoted(low)) oder dahinter"
    case (nil, let high?): "im Alphabet bei \(quoted(high)) oder davor"
    case (nil, nil): "irgendwo"
    }
  }
}
