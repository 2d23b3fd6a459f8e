// How the events of an order fold into its state, by evolve.
// Change a line and save: the explorer folds again at once, and marks what is different.

export const initialState = null

export function evolve(order, { type, data }) {
  switch (type) {
    case "OrderPlaced":
      return withNote({ customer_id: text(data, "customer_id"), status: "placed", items: [], total: 0 }, data.note)
    case "ItemAdded": {
      const [sku, name] = [text(data, "sku"), text(data, "name")]
      const [quantity, unit_price] = [whole(data, "quantity"), whole(data, "unit_price")]
      return withItems(order, [...order.items, { sku, name, quantity, unit_price }])
    }
    case "ItemRemoved": {
      const sku = text(data, "sku")
      return withItems(order, order.items.filter(item => item.sku !== sku))
    }
    case "OrderPaid":
      return { ...order, status: "paid", paid_from: text(data, "account_id") }
    case "OrderShipped": {
      const [carrier, tracking_number] = [text(data, "carrier"), text(data, "tracking_number")]
      return { ...order, status: "shipped", shipment: { carrier, tracking_number } }
    }
    case "OrderDelivered":
      return { ...order, status: "delivered" }
    case "OrderCancelled":
      return { ...order, status: "cancelled", cancel_reason: text(data, "reason") }
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
  return typeof note === "string" ? { ...order, note } : order
}

// What throws is shown at its event, and every later state says that it is without it.

function text(data, key) {
  if (typeof data[key] === "string") return data[key]
  throw new Error(`no text at "${key}" in the data`)
}

function whole(data, key) {
  if (Number.isSafeInteger(data[key])) return data[key]
  throw new Error(`no whole number at "${key}" in the data`)
}
