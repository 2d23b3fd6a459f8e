/// When everything is to happen that does not follow from something else.
extension DemoWorld {
  /// Those who are always out and about: their accounts have hundreds of events.
  static let spenders: Set<Int> = [4, 9, 16, 22]
  /// Those who leave, with the day.
  private static let leavers = [
    (person: 15, day: 96), (person: 30, day: 139), (person: 36, day: 162),
  ]

  mutating func planEverything() {
    agenda.plan(.openShopAccount, at: moment(on: 0, hour: 8))
    for person in residents.indices {
      planLife(of: person, from: joiningDay(of: person))
    }
    for (person, day) in Self.leavers {
      agenda.plan(.deleteUser(person: person), at: moment(on: day))
    }
    for day in 1..<DemoCalendar.dayCount {
      planOrders(on: day)
    }
    for day in DemoCalendar.monthEnds {
      agenda.plan(.correctRefunds(day: day), at: moment(on: day, hour: 2))
    }
    DemoStory.plan(in: &self)
  }

  /// Twenty come in the first days, the others one by one until the middle of May.
  private mutating func joiningDay(of person: Int) -> Int {
    person < 20 ? person / 2 : 10 + (person - 20) * 9 / 2 + random.number(below: 3)
  }

  private mutating func planLife(of person: Int, from firstDay: Int) {
    agenda.plan(.join(person: person), at: moment(on: firstDay))
    let daysBetweenPayments =
      Self.spenders.contains(person) ? 0 : person % 3 == 0 ? 8 : random.number(in: 3...5)
    for day in firstDay + 1..<DemoCalendar.dayCount {
      if daysBetweenPayments == 0 {
        for _ in 0..<random.number(below: 5) {
          agenda.plan(.spend(person: person), at: moment(on: day))
        }
      } else if random.number(below: daysBetweenPayments) == 0 {
        agenda.plan(.spend(person: person), at: moment(on: day))
      }
      if random.number(below: 45) == 0 {
        agenda.plan(.changeUser(person: person), at: moment(on: day))
      }
      if person != DemoStory.person, random.number(below: 70) == 0 {
        agenda.plan(.sendMoney(person: person), at: moment(on: day))
      }
      if person != DemoStory.person, random.number(below: 260) == 0 {
        agenda.plan(.block(person: person), at: moment(on: day))
      }
    }
    for monthStart in DemoCalendar.monthStarts where monthStart >= firstDay {
      agenda.plan(
        .rent(person: person), at: moment(on: monthStart + random.number(in: 0...2), hour: 6))
    }
    guard person != DemoStory.person else { return }
    if random.chance(55) {
      agenda.plan(
        .openSavings(person: person), at: moment(on: firstDay + random.number(in: 0...12)))
    }
    for monthStart in DemoCalendar.monthStarts where monthStart >= firstDay {
      agenda.plan(.save(person: person), at: moment(on: monthStart + random.number(in: 2...6)))
    }
    for monthEnd in DemoCalendar.monthEnds where monthEnd - 6 > firstDay {
      agenda.plan(
        .income(person: person), at: moment(on: monthEnd - random.number(in: 2...5), hour: 5))
    }
  }

  /// People order more at the weekend.
  private mutating func planOrders(on day: Int) {
    let most = DemoCalendar.isWeekend(day) ? 4 : 3
    for _ in 0..<random.number(in: 0...most) {
      let person = random.number(below: residents.count)
      agenda.plan(.order(person: person), at: moment(on: day))
    }
  }

  mutating func moment(on day: Int) -> Int64 {
    DemoCalendar.moment(on: day, using: &random)
  }

  mutating func moment(on day: Int, hour: Int) -> Int64 {
    DemoCalendar.moment(on: day, hour: hour, using: &random)
  }

  /// Plans what follows from something after some hours, in the morning if that would be at night,
  /// and not at all if the history is over by then.
  mutating func plan(_ action: DemoAction, hours: ClosedRange<Int>, after time: Int64) {
    let minutes = Int64(random.number(in: hours.lowerBound * 60...hours.upperBound * 60))
    var due = time + minutes * 60_000_000 + Int64(random.number(below: 60_000_000))
    let hour = (due - DemoCalendar.start) / 3_600_000_000 % 24
    if hour < 7 {
      due += (7 - hour) * 3_600_000_000 + Int64(random.number(below: 150)) * 60_000_000
    }
    guard due < DemoCalendar.end else { return }
    agenda.plan(action, at: due)
  }
}
