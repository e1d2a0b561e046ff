from django.urls import path

from ..views import orientation, orientation_papers, orientation_plans, orientation_records

HERE = "gatherings/orientation/"

urlpatterns = [
    path(HERE, orientation.own, name="orientation_own"),
    path(f"{HERE}duties/", orientation.duties, name="orientation_duties"),
    path(f"{HERE}team/", orientation.team, name="orientation_team"),
    path(f"{HERE}<uuid:pk>/", orientation_records.record, name="orientation_record"),
    path(f"{HERE}<uuid:pk>/wish/", orientation.wish, name="orientation_wish"),
    path(
        f"{HERE}<uuid:pk>/items/<uuid:item>/done/",
        orientation_records.item_done,
        name="orientation_item_done",
    ),
    path(
        f"{HERE}<uuid:pk>/items/<uuid:item>/take-back/",
        orientation_records.item_taken_back,
        name="orientation_item_taken_back",
    ),
    path(
        f"{HERE}<uuid:pk>/certificate.pdf",
        orientation_papers.certificate,
        name="orientation_certificate",
    ),
    path(f"{HERE}<uuid:pk>/dates.pdf", orientation_papers.dates_pdf, name="orientation_dates_pdf"),
    path(f"{HERE}<uuid:pk>/dates.csv", orientation_papers.dates_csv, name="orientation_dates_csv"),
    path(f"{HERE}plans/", orientation_plans.plans, name="orientation_plans"),
    path(f"{HERE}plans/new/", orientation_plans.plan_new, name="orientation_plan_new"),
    path(f"{HERE}plans/<uuid:pk>/", orientation_plans.plan, name="orientation_plan"),
    path(f"{HERE}plans/<uuid:pk>/edit/", orientation_plans.plan_edit, name="orientation_plan_edit"),
    path(
        f"{HERE}plans/<uuid:pk>/publish/",
        orientation_plans.plan_publish,
        name="orientation_plan_publish",
    ),
    path(
        f"{HERE}plans/<uuid:pk>/hide/",
        orientation_plans.plan_unpublish,
        name="orientation_plan_unpublish",
    ),
    path(
        f"{HERE}plans/<uuid:pk>/delete/",
        orientation_plans.plan_delete,
        name="orientation_plan_delete",
    ),
    path(f"{HERE}plans/<uuid:pk>/people/", orientation_records.records, name="orientation_records"),
    path(
        f"{HERE}plans/<uuid:pk>/people.csv",
        orientation_papers.records_csv,
        name="orientation_records_csv",
    ),
    path(
        f"{HERE}plans/<uuid:pk>/items/new/", orientation_plans.item_new, name="orientation_item_new"
    ),
    path(f"{HERE}items/<uuid:pk>/", orientation_plans.item_edit, name="orientation_item_edit"),
    path(f"{HERE}items/<uuid:pk>/move/", orientation_plans.item_move, name="orientation_item_move"),
    path(
        f"{HERE}items/<uuid:pk>/remove/",
        orientation_plans.item_remove,
        name="orientation_item_remove",
    ),
]
