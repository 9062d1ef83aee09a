/** What a partner's developer types first, against the door this page came through. */

import { addressOf } from "./api.js";

const json = '-H "Content-Type: application/json"';
const bearer = (token = "TOKEN") => `-H "Authorization: Bearer $${token}"`;
const once = '-H "Idempotency-Key: $(uuidgen)"';

const wish = (day) => `{"reference": "first-1", "start": "${day}T09:00:00Z",
  "workshopId": "6f1c2f0e-6d0b-4a54-9c1b-0f6f3f2a7c11",
  "serviceIds": ["0d9b8a52-3f41-4f6e-8a56-51c0e7d2b903"],
  "customer": {"name": "Ada Example", "email": "ada@customer.example"},
  "vehicle": {"plate": "B-PC 1", "make": "VW", "model": "Golf"}}`;

const check = `from standardwebhooks.webhooks import Webhook

def received(body: bytes, headers: dict[str, str]):
    call = Webhook("whsec_…").verify(body, headers)
    return call["type"], call["data"]`;

/** A command with each part on a line of its own. */
const curl = (address, ...parts) => [`curl -sS ${address}`, ...parts].join(" \\\n  ");

/** @param origin The door's. @param day A day that lies ahead, as 2026-12-01. */
export function firstSteps(origin, day) {
  const at = (path) => origin + addressOf("partner-gateway", path);
  const post = (path, body, token) => curl(at(path), bearer(token), once, json, `-d '${body}'`);
  const operators = (path, body) => post(path, body, "OPERATOR_TOKEN");
  const token = curl(at("/oauth/token"), '-u "$CLIENT_ID:$CLIENT_SECRET"', "-d grant_type=client_credentials | jq -r .access_token");
  return {
    // A partner comes with a key of its own, which is not for trying out.
    client: [operators("/v1/partners", '{"name": "Your company"}'),
      operators("/v1/partners/$PARTNER_ID/keys", '{"environment": "sandbox"}'),
      curl(`-X DELETE ${at("/v1/partners/$PARTNER_ID/keys/$LIVE_CLIENT_ID")}`, bearer("OPERATOR_TOKEN"))].join("\n"),
    token: `TOKEN=$(${token})`,
    booking: post("/v1/bookings", wish(day)),
    webhook: [curl(`-X PUT ${at("/v1/webhook")}`, bearer(), json, `-d '{"url": "https://hooks.example.org/pitcrew"}'`),
      curl(`-X POST ${at("/v1/webhook/tests")}`, bearer(), once)].join("\n"),
    check,
  };
}
