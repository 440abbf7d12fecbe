terraform {
  required_providers {
    tls = {
      source = "hashicorp/tls"
    }
  }
}

variable "common_name" {
  type = string
}

variable "valid_hours" {
  type = number
}

resource "tls_private_key" "this" {
  algorithm   = "ECDSA"
  ecdsa_curve = "P256"
}

resource "tls_self_signed_cert" "this" {
  private_key_pem       = tls_private_key.this.private_key_pem
  validity_period_hours = var.valid_hours
  allowed_uses          = ["digital_signature", "server_auth"]

  subject {
    common_name = var.common_name
  }
}

output "certificate_pem" {
  value = tls_self_signed_cert.this.cert_pem
}

output "private_key_pem" {
  value     = tls_private_key.this.private_key_pem
  sensitive = true
}
