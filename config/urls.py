"""Every address of the platform."""

from django.urls import include, path

urlpatterns = [path("", include("jinze.faces.office.urls"))]

handler400 = "jinze.faces.shell.answers.bad_request"
handler403 = "jinze.faces.shell.answers.forbidden"
handler404 = "jinze.faces.shell.answers.not_found"
handler500 = "jinze.faces.shell.answers.broken"
