// How the events of an order fold into its state, by evolve.
// Change a line and save: the explorer folds again at once, and marks what is different.

export const initialState = null

export function evolve(order, { type, data }) {
  switch (type) {
    case "OrderPlaced":
      return withNote({ customer_id: data.customer_id, status: "placed", items: [], total: 0 }, data.note)
    case "ItemAdded":
      return withItems(order, [...order.items, data])
    case "ItemRemoved":
      return withItems(order, order.items.filter(item => item.sku !== data.sku))
    case "OrderPaid":
      return { ...order, status: "paid", paid_from: data.account_id }
    case "OrderShipped": {
      const { carrier, tracking_number } = data
      return { ...order, status: "shipped", shipment: { carrier, tracking_number } }
    }
    case "OrderDelivered":
      return { ...order, status: "delivered" }
    case "OrderCancelled":
      return { ...order, status: "cancelled", cancel_reason: data.reason }
    case "OrderRefunded":
      return { ...order, status: "refunded" }
    default:
      return order
  }
}

function withItems(order, items) {
  const total = items.reduce((sum, item) => sum + item.quantity * item.unit_price, 0)
  return { ...order, items, total }
}

function withNote(order, note) {
  return note === undefined ? order : { ...order, note }
}
