terraform {
  required_version = ">= 1.8"
  required_providers {
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }
}

variable "name" {
  type        = string
  description = "What the database belongs to"

  validation {
    condition     = can(regex("^[a-z0-9-]{3,80}$", var.name))
    error_message = "Lower case letters, digits and hyphens, 3 to 80 of them."
  }
}

variable "labels" {
  type        = map(string)
  default     = {}
  description = "What the database is found by"
}

variable "password_length" {
  type    = number
  default = 24
}

resource "random_id" "database" {
  byte_length = 4
  keepers     = { name = var.name }
}

resource "random_password" "owner" {
  length  = var.password_length
  special = false
}

output "host" {
  value       = "ledger.example.internal"
  description = "Where the server listens"
}

output "database" {
  value = "db_${random_id.database.hex}"
}

output "user" {
  value = "owner_${random_id.database.hex}"
}

output "password" {
  value     = random_password.owner.result
  sensitive = true
}
