terraform {
  required_providers {
    local = {
      source = "hashicorp/local"
    }
  }
}

variable "name" {
  type = string
}

variable "zone" {
  type = string
}

variable "address" {
  type    = string
  default = "192.0.2.10"
}

variable "folder" {
  type        = string
  description = "Where the name server reads its zones from"
}

resource "local_file" "record" {
  filename = "${var.folder}/${var.zone}/${var.name}.zone"
  content  = "${var.name} IN A ${var.address}\n"
}

output "fqdn" {
  value = "${var.name}.${var.zone}"

  depends_on = [local_file.record]
}
