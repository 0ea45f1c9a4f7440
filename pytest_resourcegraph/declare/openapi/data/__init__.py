"""Values for requests, made from the JSON Schemas of an OpenAPI document and checked against them."""
