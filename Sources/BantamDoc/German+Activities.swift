import BantamProgram

extension German {
  func activity(_ kind: ConditionKind, _ isNegated: Bool) -> Words {
    switch kind {
    case .did(let filter, let range): return did(filter, range, isNegated)
    case .edge(let edge, let filter, let test):
      let kind: Words = filter.kind == nil ? "eine Aktivität (gleich welche)" : named(filter)
      let what: Words = "\(edge == .first ? "das erste Mal" : "das letzte Mal") \(kind)\(with(filter))"
      return isNegated ? "\(what) war nicht \(when(test)), oder es gab keines" : "\(what) war \(when(test))"
    case .sequence(let filter, let duration, let after):
      let span = self.duration(duration, isDative: duration.count != 1)
      let words = "innerhalb von \(span) nach \(named(after))\(with(after))" as Words
      return "\(named(filter))\(with(filter)) kam \(words) \(isNegated ? "nicht vor" : "vor")"
    case .aggregate(let aggregate, let field, let filter, let range):
      let function =
        switch aggregate {
        case .sum: "die Summe"
        case .average: "der Durchschnitt"
        case .minimum: "der kleinste Wert"
        case .maximum: "der größte Wert"
        }
      let over = "\(named(filter))\(inWindow(filter))\(with(filter))" as Words
      let words = self.range(range, isMoney: catalogue.isMoney(field))
      let of = "\(function) von \(self.field(field)) über jedes Mal \(over)" as Words
      return "\(of) beträgt \(isNegated ? "nicht " : "")\(words)\(isNegated ? ", oder es gibt keinen Wert" : "")"
    case .didInEach(let filter, let count, let unit):
      let what = "\(named(filter))\(with(filter))" as Words
      return isNegated
        ? "\(anyOf(count, unit)) kam \(what) nicht vor" : "\(what) kam \(each(count, unit)) vor"
    case .constant, .all, .any, .not, .atLeast, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number,
      .compare, .time, .compareTimes, .within, .sample, .persons, .ofCompany, .member, .memberOfOther, .stage,
      .stageEver, .reachable:
      return ""
    }
  }

  private func each(_ count: Int, _ unit: CalendarUnit) -> String {
    let number = self.count(count)
    switch unit {
    case .day: return "an jedem der letzten \(number) Tage"
    case .week: return "in jeder der letzten \(number) Wochen"
    case .month, .quarter, .year, .fiscalYear: return "in jedem der letzten \(number) \(units(unit))"
    }
  }

  /// The opposite of `each`.
  private func anyOf(_ count: Int, _ unit: CalendarUnit) -> String {
    let number = self.count(count)
    switch unit {
    case .day: return "an mindestens einem der letzten \(number) Tage"
    case .week: return "in mindestens einer der letzten \(number) Wochen"
    case .month, .quarter, .year, .fiscalYear: return "in mindestens einem der letzten \(number) \(units(unit))"
    }
  }

  /// How often, turned round where the opposite is asked for.
  private func did(_ filter: ActivityFilter, _ range: CountRange, _ isNegated: Bool) -> Words {
    let head = "\(named(filter))\(with(filter)) kam\(inWindow(filter))" as Words
    switch (isNegated, range.low, range.high) {
    case (false, 1, nil), (true, 0, 0): return "\(head) vor"
    case (true, 1, nil), (false, 0, 0): return "\(head) \(filter.window == nil ? "nie" : "nicht") vor"
    case (false, let low, nil): return "\(head) mindestens \(times(low)) vor"
    case (false, 0, let high?): return "\(head) höchstens \(times(high)) vor"
    case (false, let low, let high?):
      return "\(head) \(low == high ? "genau" : "\(count(low))- bis") \(times(high)) vor"
    case (true, let low, nil): return "\(head) höchstens \(times(low - 1)) vor"
    case (true, 0, let high?): return "\(head) mehr als \(times(high)) vor"
    case (true, _, let high?): return "\(head) nicht genau \(times(high)) vor"
    }
  }

  /// The kind of activity.
  func named(_ filter: ActivityFilter) -> Words {
    filter.kind.map { Words(text: quoted(spaced($0))) } ?? "irgendeine Aktivität"
  }

  func inWindow(_ filter: ActivityFilter) -> Words { filter.window.map { " \(when($0))" } ?? "" }

  /// What is asked of the activity itself.
  func with(_ filter: ActivityFilter) -> Words {
    filter.condition.map { " (nur gezählt, wo gilt: \(inline($0, .activity)))" } ?? ""
  }

  // MARK: Groups

  /// As a main clause.
  func said(of group: Group) -> Words {
    switch group {
    case .all: "alles Folgende trifft zu"
    case .any: "mindestens eines davon trifft zu"
    case .atLeast(let count): count == 1 ? "mindestens eines davon trifft zu" : "mindestens \(count) davon treffen zu"
    case .atMost(let count): count == 1 ? "höchstens eines davon trifft zu" : "höchstens \(count) davon treffen zu"
    case .none: "nichts davon trifft zu"
    case .notAll: "nicht alles davon trifft zu"
    }
  }

  /// Behind `wenn`: with the verb at the end.
  func saidLast(_ group: Group?) -> Words {
    switch group {
    case nil: "Folgendes zutrifft"
    case .all: "alles Folgende zutrifft"
    case .any: "mindestens eines davon zutrifft"
    case .atLeast(let count): count == 1 ? "mindestens eines davon zutrifft" : "mindestens \(count) davon zutreffen"
    case .atMost(let count): count == 1 ? "höchstens eines davon zutrifft" : "höchstens \(count) davon zutreffen"
    case .some(.none): "nichts davon zutrifft"
    case .notAll: "nicht alles davon zutrifft"
    }
  }

  /// Behind `trifft`: the rest of the clause.
  private func saidAfterVerb(_ group: Group?) -> Words {
    switch group {
    case nil: "Folgendes zu"
    case .all: "alles Folgende zu"
    case .any: "mindestens eines davon zu"
    case .atLeast(let count): "mindestens \(count == 1 ? "eines" : String(count)) davon zu"
    case .atMost(let count): "höchstens \(count == 1 ? "eines" : String(count)) davon zu"
    case .some(.none): "nichts davon zu"
    case .notAll: "nicht alles davon zu"
    }
  }

  func related(_ relation: Relation, _ subject: Context, _ group: Group?) -> Words {
    let isOne = group == nil
    let rest: Words = isOne ? "gilt" : "trifft \(saidAfterVerb(group))"
    let at = isOne ? "für" : "auf"
    func persons(_ words: String) -> Words { "\(at) \(words) seiner Personen \(rest)" }
    switch relation {
    case .persons(0, 0): return persons("keine")
    case .persons(let low, nil): return persons("mindestens \(low == 1 ? "eine" : count(low))")
    case .persons(0, let high?): return persons("höchstens \(high == 1 ? "eine" : count(high))")
    case .persons(let low, let high?):
      return persons(low == high ? "genau \(low == 1 ? "eine" : count(low))" : "\(count(low)) bis \(count(high))")
    case .personsOtherThan(let number): return persons("mehr oder weniger als \(number == 1 ? "eine" : count(number))")
    case .company: return "\(at) \(possessive(subject, "")) Unternehmen \(rest)"
    case .notCompany:
      let none = "\(it(subject)) hat kein Unternehmen, oder"
      return isOne ? "\(none) für dieses gilt" : "\(none) auf dieses \(rest)"
    }
  }

  func inLine(_ group: Group, _ clauses: [Words]) -> Words {
    switch group {
    case .all: clauses.joined(" und ")
    case .any: clauses.joined(", oder ")
    case .none: "keines von diesen: \(clauses.joined(" – "))"
    case .notAll: "nicht alles von diesem: \(clauses.joined(" – "))"
    case .atLeast(let count): "mindestens \(count) von diesen: \(clauses.joined(" – "))"
    case .atMost(let count): "höchstens \(count) von diesen: \(clauses.joined(" – "))"
    }
  }
}
