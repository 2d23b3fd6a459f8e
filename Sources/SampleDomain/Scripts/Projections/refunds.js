// Every refund of an order, and how often it was booked. For each booking beyond the first it writes an event, and a
// link to what booked it: they stand beside the rows, in refunds_outputs, and never go into the log.

fromCategory("account")
  .partitionBy(({ data }) => refunded(data.description))
  .when({
    $init: () => ({ account: "", amount: 0, bookings: 0 }),
    MoneyDeposited(refund, event) {
      refund.account = event.streamId
      refund.amount = event.data.amount
      refund.bookings += 1
      if (refund.bookings === 1) return
      emit("refunds-to-check", "RefundBookedAgain", { order: event.partition, ...refund })
      linkTo("bookings-to-check", event)
    },
  })

function refunded(description) {
  const [, order] = /^refund of (order-\d+)$/.exec(description) ?? []
  return order
}
