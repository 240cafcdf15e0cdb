import BantamProgram
import BantamSystem

extension English {
  func leaf(_ kind: ConditionKind, _ subject: Context, isNegated: Bool) -> Words {
    switch kind {
    case .constant(let holds): return holds != isNegated ? "everybody is meant" : "nobody is meant"
    case .segment(let id): return belongs(id, subject, isNegated)
    case .isMissing(let reference):
      return "\(value(reference, subject)) \(being(reference.field)) \(isNegated ? "known" : "not known")"
    case .isYes(let reference):
      return isNegated
        ? "\(value(reference, subject)) is not “yes”\(orUnknown)" : "\(value(reference, subject)) is “yes”"
    case .text(let reference, let test): return text(reference, test, subject, isNegated)
    case .sameText(let first, let second):
      let verb = isNegated ? "is not the same as" : "is the same as"
      return "\(value(first, subject)) \(verb) \(value(second, subject))\(isNegated ? orOneUnknown : "")"
    case .isShared(let reference):
      return isNegated
        ? "no other contact has the same \(field(reference.field))"
        : "another contact has the same \(field(reference.field))"
    case .number(let expression, let range): return number(expression, range, subject, isNegated)
    case .compare(let left, let comparison, let right):
      let words = "\(self.expression(left, subject)) \(compared(comparison, isNegated))" as Words
      return "\(words) \(self.expression(right, subject))\(isNegated ? orOneUnknown : "")"
    case .time(let reference, .anniversaryInNext(let duration)):
      let verb = isNegated ? "does not return" : "returns"
      return
        "the anniversary of \(value(reference, subject)) \(verb) \(when(.inNext(duration)))\(isNegated ? orUnknown : "")"
    case .time(let reference, let test):
      return "\(value(reference, subject)) \(isNegated ? "is not" : "is") \(when(test))\(isNegated ? orUnknown : "")"
    case .compareTimes(let first, let comparison, let second):
      return "\(value(first, subject)) \(comparedTimes(comparison, isNegated)) \(value(second, subject))"
        + (isNegated ? orOneUnknown : "")
    case .within(let reference, let kilometres, let place):
      let far = number(kilometres, isMoney: false)
      let words: Words = isNegated ? "is more than \(far) km away from" : "is at most \(far) km away from"
      return "\(value(reference, subject)) \(words) \(mention(.place(place)))\(isNegated ? orUnknown : "")"
    case .sample(let buckets, let of, let seed): return sample(buckets, of, seed, subject, isNegated)
    case .did, .edge, .sequence, .aggregate, .didInEach: return activity(kind, isNegated)
    case .member(let id, let status, let joined):
      return member(id, statuses: status.map { [$0] } ?? [], joined: joined, subject, isNegated: isNegated)
    case .memberOfOther(_, let joined):
      let words = "a member of \(isNegated ? "any" : "some") other campaign"
      return "\(being(subject, isNegated)) \(words)\(joined.map { ", joined \(when($0))" } ?? "")"
    case .stage(let test): return stage(test, subject, isNegated)
    case .stageEver(let project, let funnel, let stage):
      let place = "\(self.stage(funnel, stage))\(inProject(project, funnel, isNegated))" as Words
      return isNegated
        ? "\(it(subject)) never stood at \(place), and \(isPlural(subject) ? "do" : "does") not now"
        : "\(it(subject)) stood at \(place) at some time, or \(isPlural(subject) ? "do" : "does") now"
    case .reachable(let id):
      return "\(it(subject)) may \(isNegated ? "not " : "")be contacted for \(mention(.purpose(id)))"
    // Those that hold others are told by `clauses`.
    case .all, .any, .not, .atLeast, .persons, .ofCompany: return ""
    }
  }

  private var orUnknown: Words { " (or not known)" }

  private var orOneUnknown: Words { " (or one of both is not known)" }

  private func belongs(_ id: SegmentID, _ subject: Context, _ isNegated: Bool) -> Words {
    program.segments[id].isDefine
      ? "\(doing(subject, "meet", isNegated)) the criterion \(mention(.segment(id)))"
      : "\(doing(subject, "belong", isNegated)) to \(mention(.segment(id)))"
  }

  private func sample(
    _ buckets: ClosedRange<Int>, _ of: Int, _ seed: String, _ subject: Context, _ isNegated: Bool
  ) -> Words {
    let parts =
      buckets.count == 1 ? "part \(buckets.lowerBound)" : "parts \(buckets.lowerBound) to \(buckets.upperBound)"
    let by: Words = seed.isEmpty ? "" : ", drawn by \(quoted(seed))"
    return "\(being(subject, isNegated)) in \(parts) of \(of) of a lasting random split\(by)"
  }

  func member(
    _ campaign: CampaignID, statuses: [String], joined: TimeTest?, _ subject: Context, isNegated: Bool
  ) -> Words {
    var words = "\(being(subject, isNegated)) a member of \(mention(.campaign(campaign)))" as Words
    if let joined { words.append(", joined \(when(joined))") }
    if !statuses.isEmpty { words.append(" with the status \(or(statuses))") }
    return words
  }

  // MARK: Stages

  private func stage(_ test: StageTest, _ subject: Context, _ isNegated: Bool) -> Words {
    let stage = self.stage(test.funnel, test.stage)
    let place: Words =
      switch test.comparison {
      case .equal: "at \(stage)"
      case .notEqual: "at another stage than \(stage)"
      case .less: "before \(stage)"
      case .lessOrEqual: "at \(stage) or before"
      case .greater: "beyond \(stage)"
      case .greaterOrEqual: "at \(stage) or beyond"
      }
    return "\(doing(subject, "stand", isNegated))\(inProject(test.project, test.funnel, isNegated)) \(place)"
  }

  func stage(_ funnel: FunnelID, _ stage: Int) -> Words {
    let stage = program.funnels[funnel].stages[stage]
    return "the stage \(Words(.mention(quoted(stage.label ?? spaced(stage.name)), .funnel(funnel))))"
  }

  private func inProject(_ project: String?, _ funnel: FunnelID, _ isNegated: Bool) -> Words {
    if let project { return " in the project \(quoted(spaced(project)))" }
    return program.funnels[funnel].isPerProject ? isNegated ? " in any project" : " in at least one project" : ""
  }

  // MARK: Numbers

  func expression(_ expression: NumberExpression, _ subject: Context, isNested: Bool = false) -> Words {
    switch expression {
    case .constant(let number): return Words(text: self.number(number, isMoney: false))
    case .field(let reference): return value(reference, subject)
    case .companyField(let reference): return "their company’s \(field(reference.field))"
    case .elapsed(let unit, let reference):
      return "the full \(calendar(unit))s since \(value(reference, subject))"
    case .binary(let operation, let left, let right):
      let sign =
        switch operation {
        case .add: "plus"
        case .subtract: "minus"
        case .multiply: "times"
        case .divide: "divided by"
        }
      let first = self.expression(left, subject, isNested: true)
      let words = "\(first) \(sign) \(self.expression(right, subject, isNested: true))" as Words
      return isNested ? "(\(words))" : words
    }
  }

  private func number(
    _ expression: NumberExpression, _ range: NumberRange, _ subject: Context, _ isNegated: Bool
  ) -> Words {
    let many = self.range(range, isMoney: catalogue.isMoney(expression))
    if case .field(let reference) = expression {
      switch program.fields[reference.field].name {
      case "employees":
        let other = catalogue.label(.field(reference.field)).flatMap { foldCase($0) == "employees" ? nil : $0 }
        let label = other.map { " (\($0))" } ?? ""
        let employees = Words(.mention("employees" + label, .field(reference.field)))
        let unknown = isNegated ? " (or their number is not known)" : ""
        return "\(having(subject, isNegated)) \(many) \(employees)\(unknown)"
      case "age" where catalogue.label(.field(reference.field)) == nil:
        let old = Words(.mention("old", .field(reference.field)))
        let unknown = isNegated ? " (or their age is not known)" : ""
        return "\(being(subject, isNegated)) \(many) years \(old)\(unknown)"
      default: break
      }
    }
    let unknown = isNegated ? orUnknown : ""
    return "\(self.expression(expression, subject)) \(isNegated ? "is not" : "is") \(many)\(unknown)"
  }

  func having(_ subject: Context, _ isNegated: Bool) -> String {
    if isNegated { return doing(subject, "have", true) }
    return it(subject) + (isPlural(subject) ? " have" : " has")
  }

  /// `at least €100,000`, `10 to 250`, `1, 2 or 3`
  func range(_ range: NumberRange, isMoney: Bool) -> Words {
    func text(_ value: Number) -> String { number(value, isMoney: isMoney) }
    return range.pieces.map { piece -> Words in
      switch (piece.low, piece.high) {
      case (let low?, let high?) where low == high: "\(text(low))"
      case (let low?, let high?):
        piece.includesLow && piece.includesHigh
          ? "\(text(low)) to \(text(high))"
          : "\(piece.includesLow ? "at least" : "more than") \(text(low)) and \(piece.includesHigh ? "at most" : "less than") \(text(high))"
      case (let low?, nil): "\(piece.includesLow ? "at least" : "more than") \(text(low))"
      case (nil, let high?): "\(piece.includesHigh ? "at most" : "less than") \(text(high))"
      case (nil, nil): "any number"
      }
    }.listed(or)
  }

  private func compared(_ comparison: Comparison, _ isNegated: Bool) -> String {
    let words =
      switch comparison {
      case .equal: "equal to"
      case .notEqual: "other than"
      case .less: "less than"
      case .lessOrEqual: "at most"
      case .greater: "more than"
      case .greaterOrEqual: "at least"
      }
    return (isNegated ? "is not " : "is ") + words
  }

  private func comparedTimes(_ comparison: Comparison, _ isNegated: Bool) -> String {
    let words =
      switch comparison {
      case .equal: "the same as"
      case .notEqual: "another than"
      case .less: "before"
      case .lessOrEqual: "the same as or before"
      case .greater: "after"
      case .greaterOrEqual: "the same as or after"
      }
    return (isNegated ? "is not " : "is ") + words
  }

  // MARK: Texts

  private func text(_ reference: FieldReference, _ test: TextTest, _ subject: Context, _ isNegated: Bool) -> Words {
    let exactly = test.isExact ? " (written exactly so)" : ""
    let verb = related(test.relation, containing(reference.field), isNegated)
    return "\(value(reference, subject)) \(verb)\(exactly)\(isNegated ? orUnknown : "")"
  }

  private func related(_ relation: TextRelation, _ contain: String, _ isNegated: Bool) -> Words {
    let containNot = contain == "contain" ? "do not contain" : "does not contain"
    switch relation {
    case .equals(let values): return isNegated ? "is \(nor(values))" : "is \(or(values))"
    case .inList(let id): return "\(isNegated ? "is not" : "is") on the list \(mention(.list(id)))"
    case .containsAny(let values):
      if values.count == 1, isNegated { return "\(containNot) \(or(values))" }
      return isNegated ? "\(contain) \(nor(values))" : "\(contain) \(or(values))"
    case .containsAll(let values):
      return isNegated ? "\(containNot) all of \(and(values))" : "\(contain) \(and(values))"
    case .containsListEntry(let id):
      return isNegated
        ? "\(contain) nothing of the list \(mention(.list(id)))"
        : "\(contain) an entry of the list \(mention(.list(id)))"
    case .startsWith(let values):
      return isNegated ? "does not start with \(or(values))" : "starts with \(or(values))"
    case .endsWith(let values):
      return isNegated ? "does not end with \(or(values))" : "ends with \(or(values))"
    case .like(let glob):
      return
        "\(isNegated ? "does not fit" : "fits") the pattern \(quoted(glob)) (* stands for any text, ? for one sign)"
    case .matches(let pattern):
      return "\(isNegated ? "does not fit" : "fits") the regular expression \(Words.code(pattern))"
    case .range(let low, let high): return "\(isNegated ? "does not lie" : "lies") \(between(low, high))"
    case .under(let value, let id):
      return "\(isNegated ? "is not" : "is") \(quoted(value)) or below it in the list \(mention(.list(id)))"
    }
  }

  private func nor(_ values: [String]) -> Words {
    let words = values.map { Words(text: quoted($0)) }
    return words.count == 1 ? "not \(words[0])" : "neither " + words.joined(" nor ")
  }

  private func between(_ low: String?, _ high: String?) -> Words {
    switch (low, high) {
    case (let low?, let high?): "between \(quoted(low)) and \(quoted(high))"
    case (let low?, nil): "at \(quoted(low)) or behind it in the alphabet"
    case (nil, let high?): "at \(quoted(high)) or before it in the alphabet"
    case (nil, nil): "anywhere"
    }
  }
}
